using System.Globalization;

namespace LiveChat.Application.Audit;

/// <summary>Writes the audit log for a use case, inside its unit of work.</summary>
public sealed class Auditor(IAuditLog log, TimeProvider clock)
{
    /// <param name="actor">
    /// The signed-in user whose action this is. It is null for a call with the host site's key and for a command on the server's command
    /// line; <paramref name="detail"/> then says which of the two it was.
    /// </param>
    public void Record(Actor? actor, AuditAction action, UserId target, params IReadOnlyList<AuditFact> detail) =>
        Record(actor?.UserId, actor?.Address, action, target, detail);

    public void Record(UserId? actorId, string? address, AuditAction action, UserId? target, params IReadOnlyList<AuditFact> detail) =>
        log.Add(AuditEntry.Of(actorId, action, target?.Value, detail, address, clock.GetUtcNow()));
}

/// <summary>The append-only record of sign-ins and of what admins do.</summary>
public interface IAuditLog
{
    /// <summary>Adds an entry inside a unit of work; it is stored with the change that it records, or not at all.</summary>
    void Add(AuditEntry entry);

    /// <summary>One entry, or null.</summary>
    Task<AuditEntryDto?> FindAsync(AuditEntryId id, CancellationToken cancellationToken);

    /// <summary>The entries that match, newest first where no order is asked for.</summary>
    Task<ListResult<AuditEntryDto>> ListAsync(
        AuditFilter filter,
        Sort<AuditColumn>? sort,
        Paging paging,
        CancellationToken cancellationToken
    );

    /// <summary>The whole list without pages, from one snapshot of the database; rows are read while they are consumed.</summary>
    IAsyncEnumerable<AuditEntryDto> StreamAsync(AuditFilter filter, Sort<AuditColumn>? sort, CancellationToken cancellationToken);
}

/// <summary>The filter of a list of entries; null matches all.</summary>
/// <param name="TargetType">The type of the target; null matches any type with that id.</param>
/// <param name="From">The beginning of the range, inclusive.</param>
/// <param name="To">The end of the range, exclusive.</param>
public sealed record AuditFilter(
    string? Actor,
    AuditAction? Action,
    string? Target,
    DateTimeOffset? From,
    DateTimeOffset? To,
    AuditTargetType? TargetType = null
);

/// <summary>What an admin asked a list for, as facts of the entry that records it.</summary>
internal static class AskedFacts
{
    public static IEnumerable<AuditFact> Of(AuditFactKind kind, string? value) =>
        string.IsNullOrEmpty(value) ? [] : [new AuditFact(kind, value)];

    /// <param name="filter">Its name in the query, which names its sentence too.</param>
    public static IEnumerable<AuditFact> OfFilter(string filter, string? value) =>
        string.IsNullOrEmpty(value) ? [] : [new AuditFact(AuditFactKind.FilterSought, filter, value)];

    public static IEnumerable<AuditFact> OfFlag(string filter, bool? value) =>
        value is { } set ? OfFilter(filter, set ? "true" : "false") : [];

    /// <param name="list">Its name, as <see cref="AuditFactKind.ExportOf"/> lists them.</param>
    public static AuditFact OfExport(string list, long count) =>
        new(AuditFactKind.ExportOf, list, count.ToString(CultureInfo.InvariantCulture));

    public static IEnumerable<AuditFact> OfRange(DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is { } first)
            yield return new AuditFact(AuditFactKind.FromTime, TimeText.Rfc3339(first));
        if (to is { } end)
            yield return new AuditFact(AuditFactKind.ToTime, TimeText.Rfc3339(end));
    }
}

/// <summary>Turns the facts of an audit entry into sentences in the language of the request.</summary>
public static class AuditSentences
{
    public static string Of(IEnumerable<AuditFact> facts) => string.Join(' ', facts.Select(Of));

    private static string Of(AuditFact fact) =>
        fact.Kind switch
        {
            AuditFactKind.Note => fact.Values[0],
            AuditFactKind.Created => LocalizedText.Of("AuditFact.Created", RoleName(fact.Values[0]), fact.Values[1]),
            AuditFactKind.RoleChanged => LocalizedText.Of("AuditFact.RoleChanged", RoleName(fact.Values[0]), RoleName(fact.Values[1])),
            AuditFactKind.TypeSought => LocalizedText.Of("AuditFact.TypeSought", LocalizedText.Of($"MessageType.{fact.Values[0]}")),
            AuditFactKind.People => LocalizedText.Of("AuditFact.People", string.Join(", ", fact.Values)),
            AuditFactKind.ExportOf => LocalizedText.Of(
                "AuditFact.ExportOf",
                LocalizedText.Of($"AuditFact.ExportOf.{fact.Values[0]}"),
                fact.Values[1]
            ),
            AuditFactKind.FilterSought => LocalizedText.Of(
                "AuditFact.FilterSought",
                LocalizedText.Of($"AuditFact.FilterSought.{fact.Values[0]}"),
                fact.Values[1]
            ),
            var kind => LocalizedText.Of($"AuditFact.{kind}", [.. fact.Values]),
        };

    private static string RoleName(string role) => LocalizedText.Of($"Role.{role}");
}
