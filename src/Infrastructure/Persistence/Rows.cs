using System.Security.Cryptography;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>The encrypted content of a message that was taken down. The conversation writer stores and removes them.</summary>
public sealed class SealedMessage
{
    public required MessageId MessageId { get; init; }

    public required byte[] Content { get; init; }
}

/// <summary>A host site's token that has been exchanged; forgotten some time after it has expired.</summary>
public sealed class UsedToken
{
    public required string Issuer { get; init; }

    public required string TokenId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>The single row that records what the database was made for, and which files belong to it.</summary>
public sealed class Installation
{
    public const int OnlyId = 1;

    public const int FileStoreIdLength = 32;

    public const int EpochLength = 16;

    public int Id { get; private set; } = OnlyId;

    public bool IsDemo { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The mark of the store that has the files (<see cref="Media.Storage.FileStoreMark"/>); null until the first start.</summary>
    public string? FileStoreId { get; set; }

    /// <summary>See <see cref="IInstallationEpoch"/>.</summary>
    public string Epoch { get; set; } = "";

    public static string NewEpoch() => RandomNumberGenerator.GetHexString(EpochLength, lowercase: true);
}

/// <summary>An event in the log: what happened besides messages that were posted, which the messages themselves tell.</summary>
public sealed class LoggedEvent
{
    public const int MaxTypeLength = 64;

    public long Id { get; init; }

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

/// <summary>A conversation as it is stored, to be read. What may be done to one is the business of <see cref="Conversation"/>.</summary>
public sealed class ConversationRow
{
    public ConversationId Id { get; private init; }

    public ConversationType Type { get; private init; }

    public string? Title { get; private init; }

    public PairKey? Pair { get; private init; }

    public long LastSequence { get; private init; }

    public long Revision { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private init; }

    public long AnsweredSequence { get; private init; }

    public long? WaitingSequence { get; private init; }

    public DateTimeOffset? WaitingSince { get; private init; }

    public UserId? WaitingUserId { get; private init; }

    public IReadOnlyList<ParticipantRow> Participants { get; private init; } = new List<ParticipantRow>();
}

/// <summary>A member of a conversation as it is stored. Who they are and whether they may take part is told by the users.</summary>
public sealed class ParticipantRow
{
    public ConversationId ConversationId { get; private init; }

    public UserId UserId { get; private init; }

    public long LastReadSequence { get; private init; }

    public int UnreadCount { get; private init; }

    public DateTimeOffset JoinedAt { get; private init; }

    public bool IsPinned { get; private init; }

    public bool IsMuted { get; private init; }

    public bool IsMarkedUnread { get; private init; }

    public bool IsDone { get; private init; }

    public DateTimeOffset? SnoozedUntil { get; private init; }
}
