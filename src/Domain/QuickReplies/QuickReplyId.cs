namespace LiveChat.Domain.QuickReplies;

public readonly record struct QuickReplyId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
