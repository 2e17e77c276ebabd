namespace LiveChat.Domain.Audit;

public readonly record struct AuditEntryId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
