using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;

namespace LiveChat.Application.Abstractions;

/// <summary>The append-only record of sign-ins and of what admins do.</summary>
public interface IAuditLog
{
    /// <summary>Adds an entry inside a unit of work; it is stored with the change that it records, or not at all.</summary>
    void Add(AuditEntry entry);

    /// <summary>One entry, or null.</summary>
    Task<AuditEntryDto?> FindAsync(AuditEntryId id, CancellationToken cancellationToken);

    /// <summary>The entries that match, newest first where no order is asked for.</summary>
    Task<ListResult<AuditEntryDto>> ListAsync(AuditFilter filter, Sort<AuditColumn>? sort, Paging paging, CancellationToken cancellationToken);

    /// <summary>The whole list without pages, from one snapshot of the database; rows are read while they are consumed.</summary>
    IAsyncEnumerable<AuditEntryDto> StreamAsync(AuditFilter filter, Sort<AuditColumn>? sort, CancellationToken cancellationToken);
}

/// <summary>The filter of a list of entries; null matches all.</summary>
/// <param name="TargetType">The type of the target; null matches any type with that id.</param>
/// <param name="From">The beginning of the range, inclusive.</param>
/// <param name="To">The end of the range, exclusive.</param>
public sealed record AuditFilter(string? Actor, AuditAction? Action, string? Target, DateTimeOffset? From, DateTimeOffset? To, AuditTargetType? TargetType = null);
