using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.ExportConversations;

public sealed class ExportConversationsHandler(IMediator mediator, IConversationReader conversations, TimeProvider clock, ExportAudit audit) : IRequestHandler<ExportConversationsQuery, Result<Export<ConversationDto>>>
{
    public async Task<Result<Export<ConversationDto>>> Handle(ExportConversationsQuery request, CancellationToken cancellationToken)
    {
        var list = request.List;
        var first = await mediator.Send(list with { Paging = new Paging(1, 1), IsOfExport = true }, cancellationToken);
        if (!first.IsSuccess)
            return first.Error;
        await audit.RecordAsync(list.Actor, "conversations", first.Value.Count, list.UserId, list.ToFacts(), cancellationToken);
        return new Export<ConversationDto>(conversations.StreamAsync(
            list.Actor, list.ToFilter(clock.GetUtcNow()), Sort<ConversationColumn>.Parse(list.Sort), cancellationToken));
    }
}
