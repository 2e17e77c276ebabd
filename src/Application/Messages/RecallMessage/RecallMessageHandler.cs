using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Messages;
using MediatR;

namespace LiveChat.Application.Messages.RecallMessage;

public sealed class RecallMessageHandler(IConversationWriter writer, ChatOptions options, IMediaUrls urls, TimeProvider clock) : IRequestHandler<RecallMessageCommand, Result<MessageDto>>
{
    public async Task<Result<MessageDto>> Handle(RecallMessageCommand request, CancellationToken cancellationToken)
    {
        if (request.Actor.IsAdmin)
            return ConversationErrors.ReadOnly;
        return await writer.WriteAsync<MessageDto>(
            session =>
            {
                if (session.FindMessage(new MessageId(request.MessageId)) is not { } message || session.FindConversation(message.ConversationId) is not { } conversation)
                    return MessageErrors.NotFound;
                var recalled = conversation.Recall(
                    message, session.FindAttachment(message.AttachmentId), request.Actor.UserId, options.RecallWindow, clock.GetUtcNow(), session);
                if (!recalled.IsSuccess)
                    return recalled.Error;
                if (recalled.Value is { } changed)
                    session.Update(changed);
                return MessageDto.From(recalled.Value ?? new MessageView(message), urls);
            },
            cancellationToken);
    }
}
