using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Conversations.ListConversations;

public sealed class ListConversationsHandler(IConversationReader conversations) : IRequestHandler<ListConversationsQuery, Result<ListResult<ConversationDto>>>
{
    public async Task<Result<ListResult<ConversationDto>>> Handle(ListConversationsQuery request, CancellationToken cancellationToken)
    {
        // For anyone but an admin the parameter is unknown, and unknown parameters are ignored.
        UserId? ofUser = request.Actor.IsAdmin && request.UserId is not null ? UserId.From(request.UserId) : null;
        return await conversations.ListAsync(request.Actor, request.Search, request.UnreadOnly, ofUser, request.Paging, cancellationToken);
    }
}
