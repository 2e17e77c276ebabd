using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using MediatR;

namespace LiveChat.Application.Conversations.SetPreferences;

public sealed class SetPreferencesHandler(IConversationWriter writer, IConversationReader conversations, TimeProvider clock) : IRequestHandler<SetPreferencesCommand, Result<ConversationDto>>
{
    public async Task<Result<ConversationDto>> Handle(SetPreferencesCommand request, CancellationToken cancellationToken)
    {
        if (request.Actor.IsAdmin)
            return ConversationErrors.ReadOnly;
        var id = new ConversationId(request.ConversationId);
        var changed = await writer.WriteAsync<Participant>(
            session => session.FindConversation(id) is { } conversation
                ? conversation.SetPreferences(request.Actor.UserId, request.Changes, clock.GetUtcNow())
                : ConversationErrors.NotFound,
            cancellationToken);
        if (!changed.IsSuccess)
            return changed.Error;
        var found = await conversations.FindAsync(request.Actor, id, cancellationToken);
        return found is null ? ConversationErrors.NotFound : found;
    }
}
