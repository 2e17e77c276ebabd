using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using MediatR;

namespace LiveChat.Application.Conversations.GetConversation;

public sealed class GetConversationHandler(IConversationReader conversations, AdminReading reading) : IRequestHandler<GetConversationQuery, Result<ConversationDto>>
{
    public async Task<Result<ConversationDto>> Handle(GetConversationQuery request, CancellationToken cancellationToken)
    {
        var id = new ConversationId(request.ConversationId);
        var conversation = await conversations.FindAsync(request.Actor, id, cancellationToken);
        if (conversation is null)
            return ConversationErrors.NotFound;
        await reading.OpenedAsync(request.Actor, id, cancellationToken);
        return conversation;
    }
}
