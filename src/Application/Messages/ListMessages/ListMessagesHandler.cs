using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Messages;
using MediatR;

namespace LiveChat.Application.Messages.ListMessages;

public sealed class ListMessagesHandler(IMessageReader messages, AdminReading reading) : IRequestHandler<ListMessagesQuery, Result<MessagePageDto>>
{
    public async Task<Result<MessagePageDto>> Handle(ListMessagesQuery request, CancellationToken cancellationToken)
    {
        var id = new ConversationId(request.ConversationId);
        var limit = request.Limit ?? ListMessagesQuery.DefaultLimit;
        var page = request switch
        {
            { SinceRevision: { } sinceRevision } => await messages.ChangesAsync(request.Actor, id, sinceRevision, limit, cancellationToken),
            { Around: { } around } => await messages.AroundAsync(request.Actor, id, new MessageId(around), limit, cancellationToken),
            _ => await messages.PageAsync(request.Actor, id, request.Before, request.After, limit, cancellationToken),
        };
        if (page is null)
            return request.Around is null ? ConversationErrors.NotFound : MessageErrors.NotFound;
        await reading.OpenedAsync(request.Actor, id, cancellationToken);
        return page;
    }
}
