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
        return await conversations.ListAsync(request.Actor, request.ToFilter(clock.GetUtcNow()), Sort<ConversationColumn>.Parse(request.Sort), request.Paging, cancellationToken);
    }
}
