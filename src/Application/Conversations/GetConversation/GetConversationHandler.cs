using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using MediatR;

namespace LiveChat.Application.Conversations.GetConversation;

public sealed class GetConversationHandler(IConversationReader conversations) : IRequestHandler<GetConversationQuery, Result<ConversationDto>>
{
    public async Task<Result<ConversationDto>> Handle(GetConversationQuery request, CancellationToken cancellationToken)
    {
        var conversation = await conversations.FindAsync(request.Actor, new ConversationId(request.ConversationId), cancellationToken);
        return conversation is null ? ConversationErrors.NotFound : conversation;
    }
}
