using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Application.Messages;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Conversations.ListConversations;

public sealed class ListConversationsHandler(IConversationReader conversations, IUserReader users, AdminReading reading, TimeProvider clock)
    : IRequestHandler<ListConversationsQuery, Result<ListResult<ConversationDto>>>
{
    public async Task<Result<ListResult<ConversationDto>>> Handle(ListConversationsQuery request, CancellationToken cancellationToken)
    {
        var found = await conversations.ListAsync(
            request.Actor, request.ToFilter(clock.GetUtcNow()), Sort<ConversationColumn>.Parse(request.Sort), request.Paging, cancellationToken);
        await RecordAsync(request, found, cancellationToken);
        return found;
    }

    /// <summary>
    /// Records an admin's query before any result is shown, because each conversation comes with its newest message. A query for a user who
    /// does not exist is not recorded.
    /// </summary>
    private async Task RecordAsync(ListConversationsQuery request, ListResult<ConversationDto> found, CancellationToken cancellationToken)
    {
        if (!request.Actor.IsAdmin || request.IsOfExport)
            return;
        if (request.UserId is { } user && found.Count == 0 && await users.FindAsync(request.Actor, UserId.From(user), cancellationToken) is null)
            return;
        // The list of all is live: it would fill the log with whoever wrote last. Who looks for somebody is told by whose messages they saw.
        var isLookingForSomebody = request.UserId is not null || !string.IsNullOrEmpty(request.Search);
        List<UserId> senders = isLookingForSomebody ? [.. found.Results.Select(c => c.LastMessage).OfType<MessageDto>().Select(m => UserId.From(m.SenderId)).Distinct()] : [];
        await reading.RecordAsync(request.Actor, AuditAction.ConversationsListed, request.UserId, request.ToFacts(), senders, cancellationToken);
    }
}
