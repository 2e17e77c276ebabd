using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Conversations.StartConversation;

public sealed class StartConversationHandler(IConversationWriter writer, IConversationReader conversations, ConversationClock clock)
    : IRequestHandler<StartConversationCommand, Result<StartedConversation>>
{
    public async Task<Result<StartedConversation>> Handle(StartConversationCommand request, CancellationToken cancellationToken)
    {
        if (request.Actor.IsAdmin)
            return ConversationErrors.ReadOnly;
        if (!UserId.TryParse(request.TargetUserId, out var targetId))
            return ConversationErrors.TargetNotFound;

        var started = await writer.WriteAsync<(ConversationId Id, bool IsNew)>(
            session =>
            {
                if (session.FindUser(request.Actor.UserId) is not { } initiator || session.FindUser(targetId) is not { } target)
                    return ConversationErrors.TargetNotFound;
                if (Conversation.MayTalk(initiator, target) is { IsSuccess: false } refused)
                    return refused.Error;
                if (session.FindConversation(PairKey.Of(initiator.Id, target.Id)) is { } existing)
                    return (existing.Id, false);
                if (!request.MayCreate)
                    return ConversationErrors.TooManyNew;
                var conversation = Conversation.StartDirect(session.NextConversationId(), initiator, target, clock.GetNow());
                if (!conversation.IsSuccess)
                    return conversation.Error;
                session.Add(conversation.Value);
                return (conversation.Value.Id, true);
            },
            cancellationToken);
        if (!started.IsSuccess)
            return started.Error;

        var (id, isNew) = started.Value;
        var found = await conversations.FindAsync(request.Actor, id, cancellationToken);
        return found is null ? ConversationErrors.NotFound : new StartedConversation(found, isNew);
    }
}
