using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Audit.GetAuditEntry;

/// <summary>One entry of the audit log.</summary>
public sealed record GetAuditEntryQuery(Actor Actor, long EntryId) : IRequest<Result<AuditEntryDto>>, IAdminRequest;
