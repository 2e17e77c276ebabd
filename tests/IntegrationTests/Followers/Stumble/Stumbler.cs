namespace LiveChat.IntegrationTests.Followers.Stumble;

/// <summary>A follower that never gets beyond the first message.</summary>
public sealed class Stumbler : IFollow<MessagePosted>
{
    public Task FollowAsync(MessagePosted domainEvent, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("It stumbles.");
}
