namespace LiveChat.Application.Conversations;

/// <summary>
/// Checks that an admin may watch every conversation live, and records it. The hub itself then adds the connection to its group.
/// </summary>
public sealed record WatchFeedCommand(Actor Actor, bool Enabled) : IRequest<Result>, IAdminRequest;

public sealed class WatchFeedHandler(AdminReading reading) : IRequestHandler<WatchFeedCommand, Result>
{
    public async Task<Result> Handle(WatchFeedCommand request, CancellationToken cancellationToken)
    {
        if (request.Enabled)
            await reading.RecordAsync(request.Actor, AuditAction.FeedWatched, target: null, [], [], cancellationToken);
        return Result.Success();
    }
}
