namespace LiveChat.Application.Conversations;

/// <summary>
/// The clock of messages. Lists are ordered by its times, so it does not go back when the system's clock is set back: until that has caught
/// up, each time is a millisecond after the last. When the system's clock is set back by more than a day, it was wrong before and is
/// followed.
/// </summary>
public sealed class ConversationClock(TimeProvider system)
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    public DateTimeOffset GetNow()
    {
        lock (_lock)
        {
            // Times are stored in milliseconds.
            var now = DateTimeOffset.FromUnixTimeMilliseconds(system.GetUtcNow().ToUnixTimeMilliseconds());
            if (now < _last && _last - now <= LongestHold)
                now = _last + Step;
            _last = now;
            return now;
        }
    }

    /// <summary>Tells the clock the newest time of a message that was stored before this process started.</summary>
    public void GoOnFrom(DateTimeOffset newest)
    {
        lock (_lock)
            _last = newest > _last ? newest : _last;
    }
}

/// <summary>An operator's settings for conversations.</summary>
public sealed record ChatOptions
{
    /// <summary>How long after sending a message its sender may recall it.</summary>
    public required TimeSpan RecallWindow { get; init; }
}
