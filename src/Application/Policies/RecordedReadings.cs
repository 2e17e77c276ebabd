using System.Collections.Concurrent;

namespace LiveChat.Application.Policies;

/// <summary>
/// A reading that is recorded in the audit log when an admin does it. <see cref="RecordingBehavior{TRequest, TResponse}"/> records it after
/// it was answered and before anybody sees the answer, so that nothing is shown that could not be recorded.
/// </summary>
public interface IRecordedReading
{
    Actor Actor { get; }

    /// <summary>What there is to record.</summary>
    /// <param name="answer">The answer, which is a success.</param>
    /// <returns>Null when nothing is recorded.</returns>
    Reading? ReadingOf(Result answer);
}

/// <inheritdoc/>
/// <typeparam name="TShown">The value of a successful answer.</typeparam>
public interface IRecordedReading<TShown> : IRecordedReading
{
    Reading? IRecordedReading.ReadingOf(Result answer) => ReadingOf(((Result<TShown>)answer).Value);

    /// <inheritdoc cref="IRecordedReading.ReadingOf(Result)"/>
    /// <param name="shown">What is about to be shown.</param>
    Reading? ReadingOf(TShown shown);
}

/// <summary>What an admin reads: what was asked for, and whose messages are shown.</summary>
/// <param name="Target">The id of the user, conversation or message that it is about.</param>
/// <param name="Asked">What was asked for.</param>
public sealed record Reading(AuditAction Action, string? Target, params IReadOnlyList<AuditFact> Asked)
{
    /// <summary>The users whose messages are shown.</summary>
    public IReadOnlyCollection<UserId> People { get; init; } = [];

    /// <summary>
    /// The conversation whose members are the users whose messages are shown. Nothing is recorded of a conversation that does not exist.
    /// </summary>
    public ConversationId? Conversation { get; init; }

    /// <summary>The user to whom the reading is limited. Nothing is recorded of a user who does not exist.</summary>
    public UserId? OnlyOf { get; init; }

    /// <summary>
    /// Whether each reading is recorded. Otherwise turning the page or coming back within a few minutes counts as the same reading, as long
    /// as no other user's messages are shown.
    /// </summary>
    public bool IsEachRecorded { get; init; }

    /// <summary>The reading of a conversation from the inside.</summary>
    public static Reading OfConversation(ConversationId id, params IReadOnlyList<AuditFact> asked) =>
        new(AuditAction.ConversationOpened, id.ToString(), asked) { Conversation = id };

    /// <summary>An export of a list. Each one is recorded, because each makes a copy.</summary>
    /// <param name="list">The list's name, as <see cref="AuditFactKind.ExportOf"/> lists them.</param>
    /// <param name="target">The id of the user or conversation to which the list is limited, if it is.</param>
    /// <param name="asked">The filters, as a reading of the list would be recorded.</param>
    public static Reading OfExport<T>(string list, Export<T> export, string? target, params IReadOnlyList<AuditFact> asked) =>
        new(AuditAction.ListExported, target, [AskedFacts.OfExport(list, export.Count), .. asked, .. export.People])
        {
            IsEachRecorded = true,
        };
}

/// <summary>Records what an admin reads before it is shown, and nothing of what others read.</summary>
public sealed class RecordingBehavior<TRequest, TResponse>(ReadingRecorder recorder) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IRecordedReading
    where TResponse : Result
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        var answer = await next();
        if (request.Actor.IsAdmin && answer.IsSuccess && request.ReadingOf(answer) is { } reading)
            await recorder.RecordAsync(request.Actor, reading, cancellationToken);
        return answer;
    }
}

/// <summary>Writes readings into the audit log.</summary>
public sealed class ReadingRecorder(
    IUnitOfWork unitOfWork,
    IAuditLog log,
    IConversationReader conversations,
    IUserReader users,
    RecentReadings recent,
    TimeProvider clock
)
{
    public async Task RecordAsync(Actor admin, Reading reading, CancellationToken cancellationToken)
    {
        if (reading.IsEachRecorded)
        {
            await AddAsync(admin, reading, reading.Asked, clock.GetUtcNow(), cancellationToken);
            return;
        }

        var now = clock.GetUtcNow();
        var key = RecentReading.Of(reading);
        if (reading.Conversation is not null && recent.Has(admin.SessionId, key, now))
            return;
        if (await PeopleOfAsync(admin, reading, cancellationToken) is not { } people)
            return;
        var others = people.Where(p => !recent.Has(admin.SessionId, key with { Person = p }, now)).ToList();
        if (others.Count == 0 && recent.Has(admin.SessionId, key, now))
            return;
        IReadOnlyList<AuditFact> detail =
            others.Count == 0 ? reading.Asked : [.. reading.Asked, new AuditFact(AuditFactKind.People, [.. others.Select(p => p.Value)])];
        await AddAsync(admin, reading, detail, now, cancellationToken);
        recent.Add(admin.SessionId, key, now);
        foreach (var person in others)
            recent.Add(admin.SessionId, key with { Person = person }, now);
    }

    /// <summary>The users whose messages are shown; null when nothing is to be recorded.</summary>
    private async Task<IReadOnlyCollection<UserId>?> PeopleOfAsync(Actor admin, Reading reading, CancellationToken cancellationToken)
    {
        if (reading.OnlyOf is { } user && await users.FindAsync(admin, user, cancellationToken) is null)
            return null;
        return reading.Conversation is { } conversation
            ? await conversations.FindMembersAsync(admin, conversation, cancellationToken)
            : reading.People;
    }

    private Task<Result> AddAsync(
        Actor admin,
        Reading reading,
        IReadOnlyList<AuditFact> detail,
        DateTimeOffset now,
        CancellationToken cancellationToken
    ) =>
        unitOfWork.ExecuteAsync(
            _ =>
            {
                log.Add(AuditEntry.Of(admin.UserId, reading.Action, reading.Target, detail, admin.Address, now));
                return Task.FromResult(Result.Success());
            },
            cancellationToken
        );
}

/// <summary>One recent reading.</summary>
/// <param name="Asked">The query.</param>
/// <param name="Person">The user whose messages were shown; null for the query as such.</param>
public readonly record struct RecentReading(AuditAction Action, string? Target, string Asked, UserId? Person = null)
{
    public static RecentReading Of(Reading reading) =>
        new(reading.Action, reading.Target, string.Join('\n', reading.Asked.Select(f => $"{f.Kind} {string.Join(' ', f.Values)}")));
}

/// <summary>Remembers recent readings, so that a console that stays open does not fill the log.</summary>
public sealed class RecentReadings
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const int MaxRemembered = 10_000;

    private readonly ConcurrentDictionary<(string SessionId, RecentReading Reading), DateTimeOffset> _readings = new();

    public bool Has(string sessionId, RecentReading reading, DateTimeOffset now) =>
        _readings.TryGetValue((sessionId, reading), out var last) && (now - last).Duration() < Window;

    public void Add(string sessionId, RecentReading reading, DateTimeOffset now)
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
