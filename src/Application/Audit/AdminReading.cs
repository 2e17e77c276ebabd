using System.Collections.Concurrent;
using System.Globalization;

namespace LiveChat.Application.Audit;

/// <summary>
/// Records what an admin reads: what was asked for, and whose messages were shown. Turning the page or coming back counts as the same
/// reading, as long as no other user's messages are shown.
/// </summary>
public sealed class AdminReading(
    IUnitOfWork unitOfWork,
    IAuditLog log,
    IConversationReader conversations,
    RecentReadings recent,
    TimeProvider clock
)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <summary>
    /// Records that an admin opened or paged through a conversation. Call it before anything is shown, so that nothing is read that could
    /// not be recorded. It does nothing for members, and for a conversation that does not exist.
    /// </summary>
    public async Task OpenedAsync(
        Actor actor,
        ConversationId conversationId,
        CancellationToken cancellationToken,
        params IReadOnlyList<AuditFact> asked
    )
    {
        var target = conversationId.ToString();
        if (!actor.IsAdmin || recent.Has(actor.SessionId, Reading.Of(AuditAction.ConversationOpened, target, asked), clock.GetUtcNow()))
            return;
        if (await conversations.FindMembersAsync(actor, conversationId, cancellationToken) is { } members)
            await RecordAsync(actor, AuditAction.ConversationOpened, target, asked, members, cancellationToken);
    }

    /// <summary>Records a list of messages across conversations in the same way.</summary>
    /// <param name="people">The users whose messages are about to be shown.</param>
    public async Task RecordAsync(
        Actor actor,
        AuditAction action,
        string? target,
        IReadOnlyList<AuditFact> asked,
        IReadOnlyCollection<UserId> people,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (!actor.IsAdmin)
            return;
        var reading = Reading.Of(action, target, asked);
        var others = people.Where(p => !recent.Has(actor.SessionId, reading.Of(p), now)).ToList();
        if (others.Count == 0 && recent.Has(actor.SessionId, reading, now))
            return;
        IReadOnlyList<AuditFact> detail =
            others.Count == 0 ? asked : [.. asked, new AuditFact(AuditFactKind.People, [.. others.Select(p => p.Value)])];
        await unitOfWork.ExecuteAsync(
            _ =>
            {
                log.Add(AuditEntry.Of(actor.UserId, action, target, detail, actor.Address, now));
                return Task.FromResult(Result.Success());
            },
            cancellationToken
        );
        recent.Add(actor.SessionId, reading, now);
        foreach (var person in others)
            recent.Add(actor.SessionId, reading.Of(person), now);
    }

    /// <summary>A time as the audit log writes it.</summary>
    public static string Moment(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}

/// <summary>One recent reading.</summary>
/// <param name="Asked">The query.</param>
/// <param name="Person">The user whose messages were shown; null for the query as such.</param>
public readonly record struct Reading(AuditAction Action, string? Target, string Asked, UserId? Person = null)
{
    public static Reading Of(AuditAction action, string? target, IReadOnlyList<AuditFact> asked) =>
        new(action, target, string.Join('\n', asked.Select(f => $"{f.Kind} {string.Join(' ', f.Values)}")));

    public Reading Of(UserId person) => this with { Person = person };
}

/// <summary>Remembers recent readings, so that a console that stays open does not fill the log.</summary>
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

        // Recording one twice does no harm.
        if (_readings.Count >= MaxRemembered)
            _readings.Clear();
    }
}
