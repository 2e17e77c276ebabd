using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Messages.SearchMessages;

public sealed class SearchMessagesHandler(IMessageReader messages, IUserReader users, AdminReading reading) : IRequestHandler<SearchMessagesQuery, Result<ListResult<MessageDto>>>
{
    public async Task<Result<ListResult<MessageDto>>> Handle(SearchMessagesQuery request, CancellationToken cancellationToken)
    {
        ConversationId? conversationId = request.ConversationId is { } id ? new ConversationId(id) : null;
        var found = await messages.SearchAsync(request.Actor, request.ToFilter(), Sort<MessageColumn>.Parse(request.Sort), request.Paging, cancellationToken);
        await RecordAsync(request, conversationId, found, cancellationToken);
        return found;
    }

    /// <summary>
    /// Records an admin's query before any result is shown. A query for a user or a conversation that does not exist is not recorded.
    /// </summary>
    private async Task RecordAsync(SearchMessagesQuery request, ConversationId? conversationId, ListResult<MessageDto> found, CancellationToken cancellationToken)
    {
        if (!request.Actor.IsAdmin || request.IsOfExport)
            return;
        if (request.SenderId is { } sender && found.Count == 0 && await users.FindAsync(request.Actor, UserId.From(sender), cancellationToken) is null)
            return;
        var asked = request.ToFacts();
        if (conversationId is { } opened)
            await reading.OpenedAsync(request.Actor, opened, cancellationToken, asked);
        else
        {
            List<UserId> senders = [.. found.Results.Select(m => UserId.From(m.SenderId)).Distinct()];
            await reading.RecordAsync(request.Actor, AuditAction.MessagesListed, request.SenderId, asked, senders, cancellationToken);
        }
    }
}
