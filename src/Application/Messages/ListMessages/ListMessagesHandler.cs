using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using MediatR;

namespace LiveChat.Application.Messages.ListMessages;

public sealed class ListMessagesHandler(IMessageReader messages) : IRequestHandler<ListMessagesQuery, Result<MessagePageDto>>
{
    public async Task<Result<MessagePageDto>> Handle(ListMessagesQuery request, CancellationToken cancellationToken)
    {
        var id = new ConversationId(request.ConversationId);
        var limit = request.Limit ?? ListMessagesQuery.DefaultLimit;
        var page = request.SinceRevision is { } sinceRevision
            ? await messages.ChangesAsync(request.Actor, id, sinceRevision, limit, cancellationToken)
            : await messages.PageAsync(request.Actor, id, request.Before, request.After, limit, cancellationToken);
        return page is null ? ConversationErrors.NotFound : page;
    }
}
