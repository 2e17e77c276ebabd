using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Presence.WatchPresence;

/// <summary>
/// Makes a connection watch the presence of these users, instead of those it watched before. Users whom the actor may not see are silently
/// left out.
/// </summary>
/// <param name="UserIds">At most 500.</param>
public sealed record WatchPresenceQuery(Actor Actor, string ConnectionId, IReadOnlyList<string>? UserIds) : IRequest<Result<IReadOnlyList<PresenceDto>>>, ICostlyRequest
{
    public const int MaxUsers = 500;

    CostlyKind ICostlyRequest.Kind => CostlyKind.Heads;
}
