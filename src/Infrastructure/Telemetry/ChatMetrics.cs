using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace LiveChat.Infrastructure.Telemetry;

/// <summary>
/// The product's own instruments that are recorded when something happens; <see cref="ChatGauges"/> are those that are looked at. Names and
/// units follow the conventions of OpenTelemetry (ADR-031, docs/operations.md). What happens with every message is recorded once for each
/// commit. No tag may have values that grow with users, conversations or requests.
/// </summary>
public sealed class ChatMetrics
{
    public const string MeterName = "LiveChat";

    /// <summary>Seconds. A commit takes a millisecond on a good disk, and somebody who waits for half a second notices.</summary>
    private static readonly InstrumentAdvice<double> ShortTimes = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly InstrumentAdvice<int> BatchSizes = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] };

    private readonly Counter<long> _committedMessages;
    private readonly Histogram<int> _batchSize;
    private readonly Histogram<double> _writerWait;
    private readonly Histogram<double> _commitDuration;
    private readonly Counter<long> _writerFailures;
    private readonly Histogram<double> _pushLag;
    private readonly Counter<long> _cutConnections;
    private readonly Counter<long> _refusedSignIns;
    private readonly Counter<long> _limitsHit;
    private readonly Counter<long> _followerFailures;
    private readonly Counter<long> _storedFiles;
    private readonly Counter<long> _refusedFiles;
    private readonly Counter<long> _nodeBreaks;

    public ChatMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(MeterName);
        _committedMessages = Meter.CreateCounter<long>(
            "livechat.messages.committed",
            "{message}",
            "Messages that were stored, each counted when it was durable."
        );
        _batchSize = Meter.CreateHistogram(
            "livechat.writer.batch.size",
            "{change}",
            "Changes of conversations that the writer committed together.",
            advice: BatchSizes
        );
        _writerWait = Meter.CreateHistogram(
            "livechat.writer.wait.duration",
            "s",
            "How long the first change of each batch waited in the writer's queue.",
            advice: ShortTimes
        );
        _commitDuration = Meter.CreateHistogram(
            "livechat.writer.commit.duration",
            "s",
            "How long each batch took from its beginning until it was durable.",
            advice: ShortTimes
        );
        _writerFailures = Meter.CreateCounter<long>(
            "livechat.writer.failures",
            "{change}",
            "Changes of conversations that failed, because the queue was full or because the database or the change itself was at fault."
        );
        _pushLag = Meter.CreateHistogram(
            "livechat.push.lag",
            "s",
            "How long it took from each commit until its last push was handed to the connections.",
            advice: ShortTimes
        );
        _cutConnections = Meter.CreateCounter<long>(
            "livechat.connections.cut",
            "{connection}",
            "Connections that were closed because their clients did not read what was sent to them."
        );
        _refusedSignIns = Meter.CreateCounter<long>(
            "livechat.sign_ins.refused",
            "{attempt}",
            "Sign-ins that were refused for a wrong password, code or token of a host site."
        );
        _limitsHit = Meter.CreateCounter<long>(
            "livechat.limits.hit",
            "{attempt}",
            "Attempts that were refused or cut off because a limit was reached."
        );
        _followerFailures = Meter.CreateCounter<long>(
            "livechat.follower.failures",
            "{failure}",
            "Attempts to follow the event log that failed; each is tried again."
        );
        _storedFiles = Meter.CreateCounter<long>("livechat.files.stored", "{file}", "Uploaded files that were stored.");
        _refusedFiles = Meter.CreateCounter<long>("livechat.files.refused", "{file}", "Uploaded files that were refused.");
        _nodeBreaks = Meter.CreateCounter<long>(
            "livechat.nodes.breaks",
            "{break}",
            "Times that pushes to other nodes began to be lost; they are healed when the way is whole again."
        );
    }

    internal Meter Meter { get; }

    /// <summary>
    /// Begins the counters at zero, so that the first time that something happens is seen as an increase. Called once somebody listens.
    /// </summary>
    internal void BeginAtZero(IEnumerable<string> followers)
    {
        _committedMessages.Add(0);
        _cutConnections.Add(0);
        _storedFiles.Add(0);
        _nodeBreaks.Add(0);
        Begin(_writerFailures, WriterFailure.All, "reason");
        Begin(_refusedSignIns, SignInMeans.All, "means");
        Begin(_limitsHit, LimitName.All, "limit");
        Begin(_refusedFiles, FileRefusal.All, "reason");
        Begin(_followerFailures, followers, "follower");
    }

    /// <param name="changes">The changes of the batch.</param>
    /// <param name="wait">How long the first of them waited.</param>
    /// <param name="duration">From the beginning of the batch until it was durable.</param>
    public void Committed(IReadOnlyList<IDomainEvent> events, int changes, TimeSpan wait, TimeSpan duration)
    {
        if (!_commitDuration.Enabled)
            return;
        var messages = 0;
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is MessagePosted)
                messages++;
        }

        if (messages > 0)
            _committedMessages.Add(messages);
        _batchSize.Record(changes);
        _writerWait.Record(wait.TotalSeconds);
        _commitDuration.Record(duration.TotalSeconds);
    }

    /// <param name="reason">One of <see cref="WriterFailure"/>.</param>
    public void WritingFailed(string reason, int changes = 1) => _writerFailures.Add(changes, Tag("reason", reason));

    /// <param name="committedAt">The timestamp (<see cref="Stopwatch"/>) of the commit.</param>
    public void Pushed(long committedAt)
    {
        if (_pushLag.Enabled)
            _pushLag.Record(Stopwatch.GetElapsedTime(committedAt).TotalSeconds);
    }

    public void ConnectionCut() => _cutConnections.Add(1);

    /// <param name="means">One of <see cref="SignInMeans"/>.</param>
    public void SignInRefused(string means) => _refusedSignIns.Add(1, Tag("means", means));

    /// <param name="limit">One of <see cref="LimitName"/>.</param>
    public void LimitHit(string limit) => _limitsHit.Add(1, Tag("limit", limit));

    public void FollowerFailed(string follower) => _followerFailures.Add(1, Tag("follower", follower));

    public void FileStored() => _storedFiles.Add(1);

    /// <param name="reason">One of <see cref="FileRefusal"/>.</param>
    public void FileRefused(string reason) => _refusedFiles.Add(1, Tag("reason", reason));

    public void NodesParted() => _nodeBreaks.Add(1);

    private static void Begin(Counter<long> counter, IEnumerable<string> values, string name)
    {
        foreach (var value in values)
            counter.Add(0, Tag(name, value));
    }

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}

/// <summary>Why changes of conversations failed.</summary>
public static class WriterFailure
{
    public const string QueueFull = "queue_full";
    public const string Database = "database";
    public const string Change = "change";

    public static readonly IReadOnlyList<string> All = [QueueFull, Database, Change];
}

/// <summary>By what somebody tried to sign in.</summary>
public static class SignInMeans
{
    public const string Password = "password";
    public const string Code = "code";
    public const string HostToken = "host_token";

    public static readonly IReadOnlyList<string> All = [Password, Code, HostToken];
}

/// <summary>What limits are called: those of <see cref="LimitKind"/>, and those at the doors.</summary>
public static class LimitName
{
    /// <summary>Requests of one user or address at once, or in a second.</summary>
    public const string Requests = "requests";

    /// <summary>Hub connections of one user.</summary>
    public const string Connections = "connections";

    /// <summary>Connections of everybody, or of those who are not signed in.</summary>
    public const string ConnectionsInAll = "connections_in_all";

    public static readonly IReadOnlyList<string> All = [.. Enum.GetValues<LimitKind>().Select(Of), Requests, Connections, ConnectionsInAll];

    public static string Of(LimitKind limit) => WireNames<LimitKind>.Of(limit);
}

/// <summary>Why files were refused.</summary>
public static class FileRefusal
{
    public const string TooLarge = "too_large";
    public const string NotAllowed = "not_allowed";
    public const string Invalid = "invalid";
    public const string NotStored = "not_stored";

    public static readonly IReadOnlyList<string> All = [TooLarge, NotAllowed, Invalid, NotStored];

    public static string Of(Error error) =>
        error.Kind switch
        {
            ErrorKind.TooLarge => TooLarge,
            ErrorKind.UnsupportedFormat => NotAllowed,
            ErrorKind.Unavailable => NotStored,
            _ => Invalid,
        };
}
