using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Identity.ListSessions;

public sealed class ListSessionsHandler(IUserReader users, ISessionRepository sessions, ISessionActivity activity, TimeProvider clock) : IRequestHandler<ListSessionsQuery, Result<ListResult<UserSessionDto>>>
{
    public async Task<Result<ListResult<UserSessionDto>>> Handle(ListSessionsQuery request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.UserId, out var id) || await users.FindAsync(request.Actor, id, cancellationToken) is null)
            return UserErrors.NotFound;
        var alive = await sessions.ListAliveAsync(id, clock.GetUtcNow(), Sort<SessionColumn>.Parse(request.Sort), request.Paging, cancellationToken);
        return new ListResult<UserSessionDto>(alive.Count, [.. alive.Results.Select(s => UserSessionDto.From(s, activity.LastSeenAt(s)))]);
    }
}
