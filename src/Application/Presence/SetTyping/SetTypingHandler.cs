using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using MediatR;

namespace LiveChat.Application.Presence.SetTyping;

public sealed class SetTypingHandler(IConversationReader conversations, ITypingRelay typing) : IRequestHandler<SetTypingCommand, Result>
{
    public async Task<Result> Handle(SetTypingCommand request, CancellationToken cancellationToken)
    {
        if (request.Actor.IsAdmin)
            return ConversationErrors.ReadOnly;
        var id = new ConversationId(request.ConversationId);
        if (await conversations.FindMembersAsync(request.Actor, id, cancellationToken) is not { } members)
            return ConversationErrors.NotFound;
        await typing.SetAsync(id, request.Actor.UserId, request.IsTyping, [.. members.Where(m => m != request.Actor.UserId)]);
        return Result.Success();
    }
}
