namespace LiveChat.Domain.Uploads;

public readonly record struct AttachmentId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
