using LiveChat.Domain.Common;

namespace LiveChat.Infrastructure.EventLog;

/// <summary>A place in the log: all up to that message, and up to that event besides messages, has been followed.</summary>
public readonly record struct LogPlace(long MessageId, long EventId)
{
    /// <summary>About how many messages and other events lie between; ids that were left out count too.</summary>
    public long DistanceTo(LogPlace earlier) => Math.Max(0, MessageId - earlier.MessageId) + Math.Max(0, EventId - earlier.EventId);
}

/// <summary>An event as it was read from the log.</summary>
/// <param name="Place">Right behind it.</param>
internal readonly record struct LogEntry(LogPlace Place, IDomainEvent Event);

/// <summary>A stretch of the log.</summary>
/// <param name="End">Behind the stretch, also where it holds nothing that was asked for.</param>
internal sealed record LogStretch(IReadOnlyList<LogEntry> Entries, LogPlace End);
