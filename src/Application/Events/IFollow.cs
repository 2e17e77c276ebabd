namespace LiveChat.Application.Events;

/// <summary>
/// Follows the event log: is handed every event of a type, one after the other in the order of the commits, at its own pace. A follower is
/// a class in a folder of its own; it is found by this interface and may implement it for several types. Its name marks its place in the
/// log, so a renamed follower begins anew with what happens next.
/// </summary>
/// <remarks>
/// Each event comes at least once: again after a failure, and again when the server ended before the place was stored. So what a follower
/// does must bear being done twice; a message that it sends takes its client message id from the event. What an event carries
/// (conversation, message) is as it stands when the follower reads it, which may be long after the event: a message recalled meanwhile
/// comes without words. A failure holds up this follower alone; it is retried after a pause and can be seen in the server's health.
/// </remarks>
public interface IFollow<in TEvent>
    where TEvent : IDomainEvent
{
    Task FollowAsync(TEvent domainEvent, CancellationToken cancellationToken);
}
