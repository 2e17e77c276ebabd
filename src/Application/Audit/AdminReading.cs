using System.Collections.Concurrent;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;

namespace LiveChat.Application.Audit;

/// <summary>Records which conversations an admin reads. Paging through one, or coming back to it, is still the same reading.</summary>
public sealed class AdminReading(IUnitOfWork unitOfWork, IAuditLog log, RecentReadings recent, TimeProvider clock)
{
    /// <summary>Call it before anything is shown: what can't be recorded is not read. Does nothing for members.</summary>
    public Task OpenedAsync(Actor actor, ConversationId conversationId, CancellationToken cancellationToken) =>
        RecordAsync(actor, AuditAction.ConversationOpened, conversationId.ToString(), cancellationToken);

    /// <summary>The same for what is read across conversations.</summary>
    public async Task RecordAsync(Actor actor, AuditAction action, string? target, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!actor.IsAdmin || recent.Has(actor.SessionId, action, target, now))
            return;
        await unitOfWork.ExecuteAsync(
            _ =>
            {
                log.Add(AuditEntry.Of(actor.UserId, action, target, [], actor.Address, now));
                return Task.FromResult(Result.Success());
            },
            cancellationToken);
        recent.Add(actor.SessionId, action, target, now);
    }
}

/// <summary>What was recorded of late, so that an open console does not fill the log.</summary>
public sealed class RecentReadings
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<(string SessionId, AuditAction Action, string? Target), DateTimeOffset> _readings = new();

    public bool Has(string sessionId, AuditAction action, string? target, DateTimeOffset now) =>
        _readings.TryGetValue((sessionId, action, target), out var last) && now - last < Window;

    public void Add(string sessionId, AuditAction action, string? target, DateTimeOffset now)
    {
        if (_readings.Count >= MaxRemembered)
            Forget(now);
        _readings[(sessionId, action, target)] = now;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, last) in _readings)
        {
            if (now - last >= Window)
                _readings.TryRemove(key, out _);
        }
    }
}
