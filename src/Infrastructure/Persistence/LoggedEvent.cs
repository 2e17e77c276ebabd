namespace LiveChat.Infrastructure.Persistence;

/// <summary>An event in the log: what happened besides messages that were posted, which the messages themselves tell.</summary>
public sealed class LoggedEvent
{
    public const int MaxTypeLength = 64;

    public long Id { get; private init; }

    /// <summary>The newest message when it happened: the event comes after that message and before the next.</summary>
    public required long AfterMessageId { get; init; }

    /// <summary>The name of the event's class.</summary>
    public required string Type { get; init; }

    /// <summary>What the event is about, as JSON: ids, and never words of anybody.</summary>
    public required string Data { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>How far a follower has come in the log. All before has been followed.</summary>
public sealed class FollowerPlace
{
    public const int MaxNameLength = 100;

    public required string Name { get; init; }

    /// <summary>The last message.</summary>
    public required long MessageId { get; set; }

    /// <summary>The last event besides messages.</summary>
    public required long EventId { get; set; }
}
