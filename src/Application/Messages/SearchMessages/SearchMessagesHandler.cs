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

public sealed class SearchMessagesHandler(IMessageReader messages, AdminReading reading) : IRequestHandler<SearchMessagesQuery, Result<ListResult<MessageDto>>>
{
    public async Task<Result<ListResult<MessageDto>>> Handle(SearchMessagesQuery request, CancellationToken cancellationToken)
    {
        ConversationId? conversationId = request.ConversationId is { } id ? new ConversationId(id) : null;
        var filter = new MessageFilter(
            conversationId,
            request.SenderId is null ? null : UserId.From(request.SenderId),
            request.Type is null ? null : WireNames<MessageType>.Parse(request.Type),
            request.Search,
            request.From,
            request.To);
        if (conversationId is { } opened)
            await reading.OpenedAsync(request.Actor, opened, cancellationToken);
        else
            await reading.RecordAsync(request.Actor, AuditAction.MessagesListed, request.SenderId, cancellationToken);
        return await messages.SearchAsync(request.Actor, filter, Sort<MessageColumn>.Parse(request.Sort), request.Paging, cancellationToken);
    }
}
