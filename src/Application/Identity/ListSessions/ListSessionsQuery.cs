using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.ListSessions;

/// <summary>A user's sessions, newest first.</summary>
public sealed record ListSessionsQuery(Actor Actor, string UserId, Paging Paging, string? Sort = null) : IRequest<Result<ListResult<UserSessionDto>>>, IAdminRequest
{
    public string? SubjectId => UserId;
}
