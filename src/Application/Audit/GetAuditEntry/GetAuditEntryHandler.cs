using LiveChat.Application.Abstractions;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Audit.GetAuditEntry;

public sealed class GetAuditEntryHandler(IAuditLog log) : IRequestHandler<GetAuditEntryQuery, Result<AuditEntryDto>>
{
    public async Task<Result<AuditEntryDto>> Handle(GetAuditEntryQuery request, CancellationToken cancellationToken)
    {
        var entry = await log.FindAsync(new AuditEntryId(request.EntryId), cancellationToken);
        return entry is null ? AuditErrors.NotFound : entry;
    }
}
