using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Messages;

internal static class MessageFactory
{
    public static MessageDraft Draft(
        string clientMessageId = "c-1",
        MessageType type = MessageType.Text,
        string content = "hello",
        long? attachmentId = null,
        long? replyToId = null
    ) =>
        new(
            ClientMessageId.From(clientMessageId),
            type,
            content,
            attachmentId is { } attachment ? new AttachmentId(attachment) : null,
            replyToId is { } reply ? new MessageId(reply) : null
        );

    /// <summary>A stored message, by the buyer b1 in conversation 7 unless told otherwise.</summary>
    public static Message Create(
        long id = 100,
        long conversationId = 7,
        long sequence = 1,
        long revision = 1,
        UserId? senderId = null,
        string clientMessageId = "c-1",
        MessageType type = MessageType.Text,
        string content = "hello",
        long? replyToId = null,
        DateTimeOffset? recalledAt = null,
        DateTimeOffset? removedAt = null,
        DateTimeOffset? createdAt = null
    )
    {
        var draft = Draft(clientMessageId, type, content, replyToId: replyToId);
        return Message.Restore(
            new MessageId(id),
            new ConversationId(conversationId),
            sequence,
            revision,
            senderId ?? UserFactory.BuyerId,
            draft.ClientMessageId,
            type,
            recalledAt is null && removedAt is null ? draft.Content : "",
            draft.Digest,
            null,
            draft.ReplyToId,
            recalledAt,
            removedAt,
            createdAt ?? Times.Start
        );
    }

    public static SendMessageCommand Command(
        Actor? actor = null,
        long conversationId = 7,
        string? clientMessageId = "c-1",
        string? type = "text",
        string? content = "hello",
        long? attachmentId = null,
        long? replyToId = null
    ) => new(actor ?? UserFactory.Actor(), conversationId, clientMessageId, type, content, attachmentId, replyToId);
}
