using LiveChat.Application.Audit;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.WatchFeed;

public sealed class WatchFeedHandler(AdminReading reading) : IRequestHandler<WatchFeedCommand, Result>
{
    public async Task<Result> Handle(WatchFeedCommand request, CancellationToken cancellationToken)
    {
        if (request.Enabled)
            await reading.RecordAsync(request.Actor, AuditAction.FeedWatched, target: null, [], [], cancellationToken);
        return Result.Success();
    }
}
