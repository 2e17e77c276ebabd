namespace LiveChat.Domain.Conversations;

public readonly record struct ConversationId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
