using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.EventLog;

/// <summary>Where the followers stand, as it is stored.</summary>
internal sealed class FollowerPlaces(LiveChatDbContext db, IUnitOfWork unitOfWork, EventLogReader log)
{
    /// <summary>Where a follower stands; a new one begins with what happens next, which is stored at once.</summary>
    public async Task<LogPlace> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (await db.Followers.AsNoTracking().SingleOrDefaultAsync(f => f.Name == name, cancellationToken) is { } known)
            return new LogPlace(known.MessageId, known.EventId);
        var end = await log.FindEndAsync(cancellationToken);
        await StoreAsync(name, end, cancellationToken);
        return end;
    }

    public Task StoreAsync(string name, LogPlace place, CancellationToken cancellationToken) => unitOfWork.ExecuteAsync<Result>(
        async ct =>
        {
            if (await db.Followers.SingleOrDefaultAsync(f => f.Name == name, ct) is { } known)
                (known.MessageId, known.EventId) = (place.MessageId, place.EventId);
            else
                db.Followers.Add(new FollowerPlace { Name = name, MessageId = place.MessageId, EventId = place.EventId });
            return Result.Success();
        },
        cancellationToken);
}
