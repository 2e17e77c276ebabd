using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Audit.ListAuditLog;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Audit.ExportAuditLog;

/// <summary>The audit log, all of it in its order, for admins.</summary>
/// <param name="List">What can be listed can be exported; the page is not looked at.</param>
public sealed record ExportAuditLogQuery(ListAuditLogQuery List) : IRequest<Result<Export<AuditEntryDto>>>, IAdminRequest
{
    public Actor? Actor => List.Actor;
}
