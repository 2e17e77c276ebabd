using System.Globalization;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.ExportMessages;

public sealed class ExportMessagesHandler(IMediator mediator, IMessageReader messages, ExportAudit audit) : IRequestHandler<ExportMessagesQuery, Result<Export<MessageDto>>>
{
    public async Task<Result<Export<MessageDto>>> Handle(ExportMessagesQuery request, CancellationToken cancellationToken)
    {
        var list = request.List;
        var first = await mediator.Send(list with { Paging = new Paging(1, 1) }, cancellationToken);
        if (!first.IsSuccess)
            return first.Error;
        await audit.RecordAsync(list.Actor, "messages", first.Value.Count, list.ConversationId?.ToString(CultureInfo.InvariantCulture) ?? list.SenderId, cancellationToken);
        return new Export<MessageDto>(messages.StreamAsync(list.Actor, list.ToFilter(), Sort<MessageColumn>.Parse(list.Sort), cancellationToken));
    }
}
