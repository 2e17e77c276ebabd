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

    /// <summary>The same, all of them, as they are at one moment; read as they are taken.</summary>
    IAsyncEnumerable<AuditEntryDto> StreamAsync(AuditFilter filter, Sort<AuditColumn>? sort, CancellationToken cancellationToken);
}

/// <summary>Which entries are asked for; null matches all.</summary>
/// <param name="TargetType">Which kind of target is meant; null for any with that id.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment that is too late.</param>
public sealed record AuditFilter(string? Actor, AuditAction? Action, string? Target, DateTimeOffset? From, DateTimeOffset? To, AuditTargetType? TargetType = null);
