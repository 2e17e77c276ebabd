using System.Globalization;

namespace LiveChat.Application.Messages;

/// <summary>A message as clients see it. A recalled or removed message has neither content nor attachment.</summary>
public sealed record MessageDto
{
    public required long Id { get; init; }

    public required long ConversationId { get; init; }

    public required long Sequence { get; init; }

    public required long Revision { get; init; }

    public required string SenderId { get; init; }

    public required string? ClientMessageId { get; init; }

    public required MessageType Type { get; init; }

    public required string Content { get; init; }

    public required AttachmentDto? Attachment { get; init; }

    public required QuoteDto? ReplyTo { get; init; }

    public required DateTimeOffset? RecalledAt { get; init; }

    public required DateTimeOffset? RemovedAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Mapped by hand, because this is the hot path.</summary>
    public static MessageDto From(MessageView view, IMediaUrls urls) =>
        view.ShownAs(v => From(v.Message, v.Quote, AttachmentDto.From(v.Attachment, urls)));

    /// <param name="quote">Of the message that this one quotes, if it quotes one.</param>
    /// <param name="attachment">The file that it carries, if it carries one.</param>
    public static MessageDto From(Message message, Quote? quote, AttachmentDto? attachment) =>
        new()
        {
            Id = message.Id.Value,
            ConversationId = message.ConversationId.Value,
            Sequence = message.Sequence,
            Revision = message.Revision,
            SenderId = message.SenderId.Value,
            ClientMessageId = message.ClientMessageId?.Value,
            Type = message.Type,
            Content = message.IsGone ? "" : message.Content,
            Attachment = message.IsGone ? null : attachment,
            ReplyTo = quote is null || message.IsGone ? null : new QuoteDto(quote.Id.Value, quote.SenderId.Value, quote.Excerpt),
            RecalledAt = message.RecalledAt,
            RemovedAt = message.RemovedAt,
            CreatedAt = message.CreatedAt,
        };
}

/// <summary>What a quoting message shows of the quoted one.</summary>
/// <param name="Excerpt">
/// The first 100 characters of its content. Without a caption: the name of a file, [图片] for a picture, [语音] for a voice message. Empty once
/// the quoted message is recalled or removed.
/// </param>
public sealed record QuoteDto(long Id, string SenderId, string Excerpt);

/// <summary>The facts about a message for the audit log: conversation, sequence and sender, never its content.</summary>
internal static class MessageFacts
{
    public static AuditFact Of(Message message) => Of(message.ConversationId.Value, message.Sequence, message.SenderId.Value);

    public static AuditFact Of(MessageDto message) => Of(message.ConversationId, message.Sequence, message.SenderId);

    /// <summary>An admin's look at one message. Each look is recorded.</summary>
    public static Reading LookAt(long messageId, AuditFact message) =>
        new(AuditAction.MessageOpened, messageId.ToString(CultureInfo.InvariantCulture), message) { IsEachRecorded = true };

    private static AuditFact Of(long conversationId, long sequence, string senderId) =>
        new(
            AuditFactKind.MessageOf,
            conversationId.ToString(CultureInfo.InvariantCulture),
            sequence.ToString(CultureInfo.InvariantCulture),
            senderId
        );
}
