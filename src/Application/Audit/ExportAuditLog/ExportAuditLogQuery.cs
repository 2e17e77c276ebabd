using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Audit.ListAuditLog;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Audit.ExportAuditLog;

/// <summary>Exports the whole audit log, for admins.</summary>
/// <param name="List">The query of the list, with its filters and order; its page is ignored.</param>
public sealed record ExportAuditLogQuery(ListAuditLogQuery List) : IRequest<Result<Export<AuditEntryDto>>>, IAdminRequest
{
    public Actor? Actor => List.Actor;
}
