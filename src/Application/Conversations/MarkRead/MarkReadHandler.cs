using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using MediatR;

namespace LiveChat.Application.Conversations.MarkRead;

public sealed class MarkReadHandler(IConversationWriter writer) : IRequestHandler<MarkReadCommand, Result<ReadStateDto>>
{
    public async Task<Result<ReadStateDto>> Handle(MarkReadCommand request, CancellationToken cancellationToken)
    {
        // An admin who watches a conversation leaves no receipt in it.
        if (request.Actor.IsAdmin)
            return ConversationErrors.ReadOnly;
        var id = new ConversationId(request.ConversationId);
        var reader = request.Actor.UserId;
        return await writer.WriteAsync<ReadStateDto>(
            session =>
            {
                if (session.FindConversation(id) is not { } conversation)
                    return ConversationErrors.NotFound;
                var read = conversation.MarkRead(reader, request.Sequence!.Value, sequence => session.CountUnread(id, reader, sequence));
                return read.IsSuccess ? new ReadStateDto(read.Value.UnreadCount, read.Value.LastReadSequence) : read.Error;
            },
            cancellationToken);
    }
}
