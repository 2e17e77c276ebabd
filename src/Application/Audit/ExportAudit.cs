using System.Globalization;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;

namespace LiveChat.Application.Audit;

/// <summary>Records that an admin exported a list. Every export is recorded, because each makes a copy.</summary>
public sealed class ExportAudit(IUnitOfWork unitOfWork, IAuditLog log, TimeProvider clock)
{
    /// <summary>Call it before the first row is sent, so that nothing is exported that could not be recorded.</summary>
    /// <param name="list">The list's name, as <see cref="AuditFactKind.ExportOf"/> lists them.</param>
    /// <param name="target">The id of the user or conversation to which the list is limited, if it is.</param>
    /// <param name="facts">The filters, and whose messages are exported, as a reading of the list would be recorded.</param>
    public Task RecordAsync(Actor actor, string list, long count, string? target, IReadOnlyList<AuditFact> facts, CancellationToken cancellationToken) => unitOfWork.ExecuteAsync(
        _ =>
        {
            AuditFact[] detail = [new(AuditFactKind.ExportOf, list, count.ToString(CultureInfo.InvariantCulture)), .. facts];
            log.Add(AuditEntry.Of(actor.UserId, AuditAction.ListExported, target, detail, actor.Address, clock.GetUtcNow()));
            return Task.FromResult(Result.Success());
        },
        cancellationToken);
}
