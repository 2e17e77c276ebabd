using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Audit.ExportAuditLog;

public sealed class ExportAuditLogHandler(IMediator mediator, IAuditLog log, ExportAudit audit, TimeProvider clock)
    : IRequestHandler<ExportAuditLogQuery, Result<Export<AuditEntryDto>>>
{
    public async Task<Result<Export<AuditEntryDto>>> Handle(ExportAuditLogQuery request, CancellationToken cancellationToken)
    {
        // The export adds an entry itself. The file leaves it out, and so has as many rows as that entry says.
        var now = clock.GetUtcNow();
        var list = request.List with { To = request.List.To is { } to && to < now ? to : now };
        var first = await mediator.Send(list with { Paging = new Paging(1, 1) }, cancellationToken);
        if (!first.IsSuccess)
            return first.Error;
        await audit.RecordAsync(list.Actor, "audit_log", first.Value.Count, list.Target ?? list.ActorId, request.List.ToFacts(), cancellationToken);
        return new Export<AuditEntryDto>(log.StreamAsync(list.ToFilter(), Sort<AuditColumn>.Parse(list.Sort), cancellationToken));
    }
}
