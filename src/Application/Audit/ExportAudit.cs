using System.Globalization;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;

namespace LiveChat.Application.Audit;

/// <summary>Records that an admin took a whole list away; each time, because each is a copy that stays.</summary>
public sealed class ExportAudit(IUnitOfWork unitOfWork, IAuditLog log, TimeProvider clock)
{
    /// <summary>Call it before the first row is given out: what can't be recorded is not exported.</summary>
    /// <param name="list">The list's name, as <see cref="AuditFactKind.ExportOf"/> has it.</param>
    /// <param name="target">The id of the user or the conversation whose rows are asked for, if they are of one.</param>
    public Task RecordAsync(Actor actor, string list, long count, string? target, CancellationToken cancellationToken) => unitOfWork.ExecuteAsync(
        _ =>
        {
            AuditFact[] detail = [new(AuditFactKind.ExportOf, list, count.ToString(CultureInfo.InvariantCulture))];
            log.Add(AuditEntry.Of(actor.UserId, AuditAction.ListExported, target, detail, actor.Address, clock.GetUtcNow()));
            return Task.FromResult(Result.Success());
        },
        cancellationToken);
}
