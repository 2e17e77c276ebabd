using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Conversations;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Uploads;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Messages.SendMessage;

public sealed class SendMessageHandler(IConversationWriter writer, IMediaUrls urls, ConversationClock clock) : IRequestHandler<SendMessageCommand, Result<SentMessage>>
{
    public async Task<Result<SentMessage>> Handle(SendMessageCommand request, CancellationToken cancellationToken)
    {
        // Admins see every conversation, so they get 403 and not 404.
        if (request.Actor.IsAdmin)
            return ConversationErrors.ReadOnly;
        var conversationId = new ConversationId(request.ConversationId);
        var senderId = request.Actor.UserId;
        var draft = new MessageDraft(
            ClientMessageId.From(request.ClientMessageId!),
            WireNames<MessageType>.Parse(request.Type!),
            request.Content ?? "",
            request.AttachmentId is { } attachmentId ? new AttachmentId(attachmentId) : null,
            request.ReplyToId is { } replyToId ? new MessageId(replyToId) : null);
        return await writer.WriteAsync(session => Send(session, conversationId, senderId, draft), cancellationToken);
    }

    private Result<SentMessage> Send(IConversationSession session, ConversationId conversationId, UserId senderId, MessageDraft draft)
    {
        if (session.FindConversation(conversationId) is not { } conversation || conversation.FindParticipant(senderId) is null)
            return ConversationErrors.NotFound;
        if (session.FindMessage(conversationId, senderId, draft.ClientMessageId) is { } first)
        {
            return first.IsRetryOf(draft)
                ? new SentMessage(MessageDto.From(ViewOf(first, session), urls), IsNew: false)
                : MessageErrors.ClientMessageIdReused;
        }

        var posted = conversation.Post(
            session.NextMessageId(), senderId, draft, session.FindQuoted(draft.ReplyToId), session.FindAttachment(draft.AttachmentId), clock.GetNow());
        if (!posted.IsSuccess)
            return posted.Error;
        session.Add(posted.Value);
        return new SentMessage(MessageDto.From(posted.Value, urls), IsNew: true);
    }

    private static MessageView ViewOf(Message message, IConversationSession session) =>
        new(message, session.FindQuoted(message.ReplyToId)?.Quote, session.FindAttachment(message.AttachmentId));
}
