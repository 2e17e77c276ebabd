using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Identity.ListSessions;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.ExportSessions;

/// <summary>Exports the whole list of a user's sessions, for admins.</summary>
/// <param name="List">The query of the list, with its filters and order; its page is ignored.</param>
public sealed record ExportSessionsQuery(ListSessionsQuery List) : IRequest<Result<Export<UserSessionDto>>>, IAdminRequest
{
    public Actor? Actor => List.Actor;
}
