namespace LiveChat.Application.Conversations;

/// <summary>
/// Lets an admin watch every conversation live, or stop watching. The hub itself then adds the connection to its group, or removes it.
/// </summary>
/// <returns>Whether the admin watches from now on.</returns>
public sealed record WatchFeedCommand(Actor Actor, bool Enabled) : IRequest<Result<bool>>, IAdminReading<bool>
{
    public Reading? ReadingOf(bool shown) => shown ? new Reading(AuditAction.FeedWatched, Target: null) : null;
}

public sealed class WatchFeedHandler : IRequestHandler<WatchFeedCommand, Result<bool>>
{
    public Task<Result<bool>> Handle(WatchFeedCommand request, CancellationToken cancellationToken) =>
        Task.FromResult<Result<bool>>(request.Enabled);
}
