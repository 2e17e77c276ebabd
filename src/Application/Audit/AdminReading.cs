using System.Collections.Concurrent;
using System.Globalization;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Audit;

/// <summary>
/// Records what an admin reads: what was asked for, and whose messages were shown. Paging on, or coming back to it, is still the same reading
/// for as long as nobody else's messages are shown.
/// </summary>
public sealed class AdminReading(
    IUnitOfWork unitOfWork, IAuditLog log, IConversationReader conversations, RecentReadings recent, TimeProvider clock)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>
    /// A conversation was opened, or looked through. Call it before anything is shown: what can't be recorded is not read. Does nothing for
    /// members, and for what does not exist.
    /// </summary>
    public async Task OpenedAsync(
        Actor actor, ConversationId conversationId, CancellationToken cancellationToken, params IReadOnlyList<AuditFact> asked)
    {
        var target = conversationId.ToString();
        if (!actor.IsAdmin || recent.Has(actor.SessionId, Reading.Of(AuditAction.ConversationOpened, target, asked), clock.GetUtcNow()))
            return;
        if (await conversations.FindMembersAsync(actor, conversationId, cancellationToken) is { } members)
            await RecordAsync(actor, AuditAction.ConversationOpened, target, asked, members, cancellationToken);
    }

    /// <summary>The same for what is read across conversations.</summary>
    /// <param name="people">Whose messages are about to be shown.</param>
    public async Task RecordAsync(
        Actor actor, AuditAction action, string? target, IReadOnlyList<AuditFact> asked, IReadOnlyCollection<UserId> people, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!actor.IsAdmin)
            return;
        var reading = Reading.Of(action, target, asked);
        var others = people.Where(p => !recent.Has(actor.SessionId, reading.Of(p), now)).ToList();
        if (others.Count == 0 && recent.Has(actor.SessionId, reading, now))
            return;
        IReadOnlyList<AuditFact> detail = others.Count == 0 ? asked : [.. asked, new AuditFact(AuditFactKind.People, [.. others.Select(p => p.Value)])];
        await unitOfWork.ExecuteAsync(
            _ =>
            {
                log.Add(AuditEntry.Of(actor.UserId, action, target, detail, actor.Address, now));
                return Task.FromResult(Result.Success());
            },
            cancellationToken);
        recent.Add(actor.SessionId, reading, now);
        foreach (var person in others)
            recent.Add(actor.SessionId, reading.Of(person), now);
    }

    /// <summary>A moment as the audit log tells it.</summary>
    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}

/// <summary>One reading among those of late.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="Person">Whose messages were shown; null for the reading itself.</param>
public readonly record struct Reading(AuditAction Action, string? Target, string Asked, UserId? Person = null)
{
    public static Reading Of(AuditAction action, string? target, IReadOnlyList<AuditFact> asked) =>
        new(action, target, string.Join('\n', asked.Select(f => $"{f.Kind} {string.Join(' ', f.Values)}")));

    public Reading Of(UserId person) => this with { Person = person };
}

/// <summary>What was recorded of late, so that an open console does not fill the log.</summary>
public sealed class RecentReadings
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<(string SessionId, Reading Reading), DateTimeOffset> _readings = new();

    public bool Has(string sessionId, Reading reading, DateTimeOffset now) =>
        _readings.TryGetValue((sessionId, reading), out var last) && (now - last).Duration() < Window;

    public void Add(string sessionId, Reading reading, DateTimeOffset now)
    {
        if (_readings.Count >= MaxRemembered)
            Forget(now);
        _readings[(sessionId, reading)] = now;
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, last) in _readings)
        {
            if ((now - last).Duration() >= Window)
                _readings.TryRemove(key, out _);
        }

        // To record one twice is no harm.
        if (_readings.Count >= MaxRemembered)
            _readings.Clear();
    }
}
