using LiveChat.Infrastructure.Work;

namespace LiveChat.Infrastructure.Presence;

/// <inheritdoc cref="ITypingRelay"/>
public sealed class TypingRelay(IChatNotifier notifier, TimeProvider clock, ILogger<TypingRelay> logger)
    : PeriodicService(Interval, clock),
        ITypingRelay
{
    private static readonly TimeSpan MinGap = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Expiry = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    /// <summary>Moments are counted by a clock that nobody sets.</summary>
    private static readonly TimeSpan Never = TimeSpan.FromDays(-1);

    private readonly Lock _lock = new();
    private readonly Dictionary<(ConversationId, UserId), Typing> _typing = [];

    public Task SetAsync(ConversationId conversationId, UserId userId, bool isTyping, IReadOnlyList<UserId> receivers)
    {
        var now = Clock.GetElapsedTime(0);
        lock (_lock)
        {
            if (!_typing.TryGetValue((conversationId, userId), out var typing))
            {
                if (!isTyping)
                    return Task.CompletedTask;
                _typing[(conversationId, userId)] = typing = new Typing();
            }

            typing.IsTyping = isTyping;
            typing.Receivers = receivers;
            typing.SaidAt = now;
            // What comes too soon is passed on by the next sweep, as it stands then.
            if (now - typing.ToldAt < MinGap)
                return Task.CompletedTask;
            typing.ToldAt = now;
            typing.ToldTyping = isTyping;
        }

        return notifier.TypingChangedAsync(receivers, new TypingChangedDto(conversationId.Value, userId.Value, isTyping));
    }

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        foreach (var (receivers, changed) in Sweep())
            await notifier.TypingChangedAsync(receivers, changed);
    }

    protected override void LogFailure(Exception exception) => PresenceLog.TypingLost(logger, exception);

    private List<(IReadOnlyList<UserId> Receivers, TypingChangedDto Changed)> Sweep()
    {
        var changes = new List<(IReadOnlyList<UserId>, TypingChangedDto)>();
        var now = Clock.GetElapsedTime(0);
        lock (_lock)
        {
            foreach (var (key, typing) in _typing.ToList())
            {
                if (now - typing.SaidAt >= Expiry)
                    typing.IsTyping = false;
                if (now - typing.ToldAt < MinGap)
                    continue;
                if (typing.IsTyping != typing.ToldTyping)
                {
                    typing.ToldAt = now;
                    typing.ToldTyping = typing.IsTyping;
                    changes.Add((typing.Receivers, new TypingChangedDto(key.Item1.Value, key.Item2.Value, typing.IsTyping)));
                }
                else if (!typing.IsTyping)
                {
                    _typing.Remove(key);
                }
            }
        }

        return changes;
    }

    private sealed class Typing
    {
        public bool IsTyping { get; set; }

        public IReadOnlyList<UserId> Receivers { get; set; } = [];

        /// <summary>When the member said so last.</summary>
        public TimeSpan SaidAt { get; set; }

        public bool ToldTyping { get; set; }

        /// <summary>When the others were told last.</summary>
        public TimeSpan ToldAt { get; set; } = Never;
    }
}
