using System.Diagnostics;

namespace LiveChat.Infrastructure.Telemetry;

/// <summary>
/// The product's own spans: the way of a change from the door through the writer to the connections (ADR-031). They are the children of
/// the span of the request or hub call that asked for it. While nobody listens nothing is created, and nothing is remembered.
/// </summary>
internal static class ChatTraces
{
    public const string SourceName = "LiveChat";

    /// <summary>A change waits in the writer's queue.</summary>
    public const string WriterWait = "livechat.writer.wait";

    /// <summary>The batch that a change is in, from its beginning until it is durable.</summary>
    public const string WriterCommit = "livechat.writer.commit";

    /// <summary>An event waits until those of earlier commits are pushed.</summary>
    public const string PushWait = "livechat.push.wait";

    /// <summary>An event's pushes are handed to the connections, and to what carries them to other nodes.</summary>
    public const string Push = "livechat.push";

    /// <summary>Another node hands a push to its connections.</summary>
    public const string PushElsewhere = "livechat.push.elsewhere";

    public const string BatchSize = "livechat.batch.size";
    public const string Event = "livechat.event";

    private static readonly ActivitySource Source = new(SourceName);

    public static bool IsOn => Source.HasListeners();

    /// <summary>The span that asks for something; null while nobody listens, or where there is none.</summary>
    public static Activity? FindCause() => IsOn && Activity.Current is { IsAllDataRequested: true } cause ? cause : null;

    /// <summary>Tells of a span that is over already.</summary>
    /// <param name="begin">Timestamp of <see cref="Stopwatch"/>.</param>
    /// <param name="end">Timestamp of <see cref="Stopwatch"/>.</param>
    public static void Record(string name, Activity cause, long begin, long end, string? tag = null, object? value = null)
    {
        var (now, at) = (TimeProvider.System.GetUtcNow(), Stopwatch.GetTimestamp());
        using var span = Source.StartActivity(
            name,
            ActivityKind.Internal,
            cause.Context,
            startTime: now - Stopwatch.GetElapsedTime(begin, at)
        );
        if (tag is not null)
            span?.SetTag(tag, value);
        span?.SetEndTime((now - Stopwatch.GetElapsedTime(end, at)).UtcDateTime);
    }

    /// <summary>Begins the span of an event's pushes, and tells how long the event waited for it.</summary>
    public static Activity? BeginPush(Activity cause, long committedAt, IDomainEvent domainEvent)
    {
        Record(PushWait, cause, committedAt, Stopwatch.GetTimestamp());
        return Source.StartActivity(Push, ActivityKind.Producer, cause.Context)?.SetTag(Event, domainEvent.GetType().Name);
    }

    public static Activity? BeginPushElsewhere(ActivityContext cause) => Source.StartActivity(PushElsewhere, ActivityKind.Consumer, cause);
}
