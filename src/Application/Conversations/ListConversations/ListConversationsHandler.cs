using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Conversations.ListConversations;

public sealed class ListConversationsHandler(IConversationReader conversations, TimeProvider clock) : IRequestHandler<ListConversationsQuery, Result<ListResult<ConversationDto>>>
{
    public async Task<Result<ListResult<ConversationDto>>> Handle(ListConversationsQuery request, CancellationToken cancellationToken)
    {
        var filter = new ConversationFilter(request.Search, request.UnreadOnly) { WaitingOnly = request.WaitingOnly, Done = request.Done, Snoozed = request.Snoozed };
        // For anyone but an admin these parameters are unknown, and unknown parameters are ignored.
        if (request.Actor.IsAdmin)
        {
            filter = filter with
            {
                OfUser = request.UserId is null ? null : UserId.From(request.UserId),
                UnansweredSince = request.UnansweredOnly ? clock.GetUtcNow() - Conversation.AnswerTime : null,
                OnlineOnly = request.OnlineOnly,
            };
        }

        return await conversations.ListAsync(request.Actor, filter, Sort<ConversationColumn>.Parse(request.Sort), request.Paging, cancellationToken);
    }
}
