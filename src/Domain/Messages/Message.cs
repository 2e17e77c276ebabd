using System.Diagnostics.CodeAnalysis;

namespace LiveChat.Domain.Messages;

/// <summary>One entry of a conversation's log. Only its <see cref="Conversation"/> changes it.</summary>
public sealed class Message
{
    public const int MaxContentLength = 5000;
    public const int MaxCaptionLength = 1000;
    public const int DigestLength = 16;

    private Message() { }

    public MessageId Id { get; private set; }

    public ConversationId ConversationId { get; private set; }

    /// <summary>Its place in the conversation: 1, 2, 3, … without gaps, in commit order.</summary>
    public long Sequence { get; private set; }

    /// <summary>The conversation's revision at this message's last change.</summary>
    public long Revision { get; private set; }

    public UserId SenderId { get; private set; }

    /// <summary>Null for messages that no client sent.</summary>
    public ClientMessageId? ClientMessageId { get; private set; }

    public MessageType Type { get; private set; }

    /// <summary>Plain text; empty once the message is recalled or removed.</summary>
    public string Content { get; private set; } = "";

    /// <summary>The content that was just taken down, for the store to seal; null at any other time.</summary>
    public string? TakenDownContent { get; private set; }

    /// <summary>See <see cref="MessageDraft.Digest"/>.</summary>
    public byte[] Digest { get; private set; } = [];

    public AttachmentId? AttachmentId { get; private set; }

    public MessageId? ReplyToId { get; private set; }

    public DateTimeOffset? RecalledAt { get; private set; }

    public DateTimeOffset? RemovedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Recalled or removed: it has no content, is not unread, and can't be quoted.</summary>
    public bool IsGone => RecalledAt is not null || RemovedAt is not null;

    /// <summary>Trailing white space is not part of a message.</summary>
    public static string Trim(string content) => content.TrimEnd();

    /// <summary>The longest content a type may have, in UTF-16 units: the text itself, or the caption of an attachment.</summary>
    public static int MaxContentLengthOf(MessageType type) => type == MessageType.Text ? MaxContentLength : MaxCaptionLength;

    /// <summary>Rebuilds a message from what was stored; for persistence only.</summary>
    public static Message Restore(
        MessageId id,
        ConversationId conversationId,
        long sequence,
        long revision,
        UserId senderId,
        ClientMessageId? clientMessageId,
        MessageType type,
        string content,
        byte[] digest,
        AttachmentId? attachmentId,
        MessageId? replyToId,
        DateTimeOffset? recalledAt,
        DateTimeOffset? removedAt,
        DateTimeOffset createdAt
    ) =>
        new()
        {
            Id = id,
            ConversationId = conversationId,
            Sequence = sequence,
            Revision = revision,
            SenderId = senderId,
            ClientMessageId = clientMessageId,
            Type = type,
            Content = content,
            Digest = digest,
            AttachmentId = attachmentId,
            ReplyToId = replyToId,
            RecalledAt = recalledAt,
            RemovedAt = removedAt,
            CreatedAt = createdAt,
        };

    /// <summary>True when <paramref name="draft"/> is this message sent again.</summary>
    public bool IsRetryOf(MessageDraft draft) => Digest.AsSpan().SequenceEqual(draft.Digest);

    internal static Message Create(
        MessageId id,
        ConversationId conversationId,
        long sequence,
        long revision,
        UserId senderId,
        MessageDraft draft,
        DateTimeOffset now
    ) =>
        new()
        {
            Id = id,
            ConversationId = conversationId,
            Sequence = sequence,
            Revision = revision,
            SenderId = senderId,
            ClientMessageId = draft.ClientMessageId,
            Type = draft.Type,
            Content = draft.Content,
            Digest = draft.Digest,
            AttachmentId = draft.AttachmentId,
            ReplyToId = draft.ReplyToId,
            CreatedAt = now,
        };

    internal void Recall(long revision, DateTimeOffset now)
    {
        Revision = revision;
        RecalledAt = now;
        Content = "";
    }

    internal void Remove(long revision, DateTimeOffset now)
    {
        Revision = revision;
        RemovedAt = now;
        // A recalled message can't be restored.
        TakenDownContent = RecalledAt is null ? Content : null;
        Content = "";
    }

    internal void BringBack(long revision, string content)
    {
        Revision = revision;
        RemovedAt = null;
        TakenDownContent = null;
        Content = content;
    }
}

/// <summary>The numbers are stored. Members send the first four; the others come from the host site or the system itself.</summary>
public enum MessageType
{
    Text = 1,
    Image = 2,
    File = 3,
    Voice = 4,
    Order = 5,
    System = 6,
}

public static class MessageErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "Message.NotFound");

    public static readonly Error NotTheSender = new(ErrorKind.Forbidden, "Message.NotTheSender");

    public static readonly Error AlreadyRemoved = new(ErrorKind.Conflict, "Message.AlreadyRemoved");

    public static readonly Error RecalledForGood = new(ErrorKind.Conflict, "Message.RecalledForGood");

    /// <summary>
    /// The sealed content does not exist: the message was taken down by a version that kept none, or it was erased since.
    /// </summary>
    public static readonly Error NotKept = new(ErrorKind.Conflict, "Message.NotKept");

    public static readonly Error ClientMessageIdReused = new(ErrorKind.Conflict, "Message.ClientMessageIdReused");

    public static readonly Error QuotedNotFound = new(ErrorKind.Validation, "Message.QuotedNotFound", "ReplyToId");

    /// <param name="window">The recall window, which the sentence shows in whole seconds.</param>
    public static Error RecallWindowPassed(TimeSpan window) =>
        new(ErrorKind.Conflict, "Message.RecallWindowPassed", null, (long)window.TotalSeconds);
}

public readonly record struct MessageId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>
/// The sender's own id of a message: 1 to 64 of <c>[A-Za-z0-9_-]</c>, unique per conversation and sender. With it a retry stores nothing
/// twice.
/// </summary>
public readonly record struct ClientMessageId
{
    public const int MaxLength = 64;

    private ClientMessageId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out ClientMessageId id)
    {
        id = default;
        if (text is null || text.Length is 0 or > MaxLength)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
                return false;
        }

        id = new ClientMessageId(text);
        return true;
    }

    /// <summary>An id that is known to be well formed.</summary>
    public static ClientMessageId From(string value) =>
        TryParse(value, out var id) ? id : throw new ArgumentException($"'{value}' is not a client message id.", nameof(value));

    public override string ToString() => Value;
}
