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
        return await log.ListAsync(request.ToFilter(), Sort<AuditColumn>.Parse(request.Sort), request.Paging, cancellationToken);
    }
}
