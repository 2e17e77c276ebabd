using LiveChat.Domain.Audit;

namespace LiveChat.Application.Audit;

/// <summary>What an admin asked a list for, as facts of the entry that records it.</summary>
internal static class AskedFacts
{
    public static IEnumerable<AuditFact> Of(AuditFactKind kind, string? value) => string.IsNullOrEmpty(value) ? [] : [new AuditFact(kind, value)];

    /// <param name="filter">Its name in the query, which names its sentence too.</param>
    public static IEnumerable<AuditFact> OfFilter(string filter, string? value) => string.IsNullOrEmpty(value) ? [] : [new AuditFact(AuditFactKind.FilterSought, filter, value)];

    public static IEnumerable<AuditFact> OfFlag(string filter, bool? value) => value is { } set ? OfFilter(filter, set ? "true" : "false") : [];

    public static IEnumerable<AuditFact> OfRange(DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is { } first)
            yield return new AuditFact(AuditFactKind.FromTime, AdminReading.Moment(first));
        if (to is { } end)
            yield return new AuditFact(AuditFactKind.ToTime, AdminReading.Moment(end));
    }
}
