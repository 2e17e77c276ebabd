using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Presence.WatchPresence;

public sealed class WatchPresenceHandler(IUserReader users, IPresence presence) : IRequestHandler<WatchPresenceQuery, Result<IReadOnlyList<PresenceDto>>>
{
    public async Task<Result<IReadOnlyList<PresenceDto>>> Handle(WatchPresenceQuery request, CancellationToken cancellationToken)
    {
        var asked = new HashSet<UserId>();
        foreach (var text in request.UserIds!)
        {
            if (UserId.TryParse(text, out var id))
                asked.Add(id);
        }

        var visible = await users.FindVisibleAsync(request.Actor, asked, cancellationToken);
        // It watches first and reads second, so that a change in between is told twice instead of never.
        presence.Watch(request.ConnectionId, [.. visible.Keys]);
        return Result<IReadOnlyList<PresenceDto>>.Of([.. visible.Select(v => new PresenceDto(v.Key.Value, presence.IsOnline(v.Key), v.Value))]);
    }
}
