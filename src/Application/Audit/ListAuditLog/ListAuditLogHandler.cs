using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Audit.ListAuditLog;

public sealed class ListAuditLogHandler(IAuditLog log) : IRequestHandler<ListAuditLogQuery, Result<ListResult<AuditEntryDto>>>
{
    public async Task<Result<ListResult<AuditEntryDto>>> Handle(ListAuditLogQuery request, CancellationToken cancellationToken)
    {
        AuditAction? action = request.Action is null ? null : WireNames<AuditAction>.Parse(request.Action);
        return await log.ListAsync(new AuditFilter(request.ActorId, action, request.Target, request.From, request.To), Sort<AuditColumn>.Parse(request.Sort), request.Paging, cancellationToken);
    }
}
