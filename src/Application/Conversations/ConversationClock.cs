namespace LiveChat.Application.Conversations;

/// <summary>
/// The time of what is said. Lists are ordered by it, so it does not go back when the system's clock is set back: until that has caught up,
/// each moment is a millisecond after the last. A clock that was wrong by more than a day was set wrongly before, and is believed now.
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
            // As exactly as it is stored.
            var now = DateTimeOffset.FromUnixTimeMilliseconds(system.GetUtcNow().ToUnixTimeMilliseconds());
            if (now < _last && _last - now <= LongestHold)
                now = _last + Step;
            _last = now;
            return now;
        }
    }

    /// <summary>Something was said at that time, before this process began.</summary>
    public void GoOnFrom(DateTimeOffset newest)
    {
        lock (_lock)
            _last = newest > _last ? newest : _last;
    }
}
