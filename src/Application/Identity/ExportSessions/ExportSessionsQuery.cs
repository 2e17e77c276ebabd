using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Identity.ListSessions;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.ExportSessions;

/// <summary>Where a user is signed in, all of it in its order, for admins.</summary>
/// <param name="List">What can be listed can be exported; the page is not looked at.</param>
public sealed record ExportSessionsQuery(ListSessionsQuery List) : IRequest<Result<Export<UserSessionDto>>>, IAdminRequest
{
    public Actor? Actor => List.Actor;
}
