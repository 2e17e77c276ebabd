using System.Globalization;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Application.Messages.SearchMessages;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using MediatR;

namespace LiveChat.Application.Messages.ExportMessages;

public sealed class ExportMessagesHandler(IMediator mediator, IMessageReader messages, IConversationReader conversations, ICostlyWork work, ExportAudit audit)
    : IRequestHandler<ExportMessagesQuery, Result<Export<MessageDto>>>
{
    /// <summary>The most users that an audit entry names. Of more it gives the number, because an entry is read as one sentence.</summary>
    private const int MaxPeople = 200;

    public async Task<Result<Export<MessageDto>>> Handle(ExportMessagesQuery request, CancellationToken cancellationToken)
    {
        var list = request.List;
        var first = await mediator.Send(list with { Paging = new Paging(1, 1), IsOfExport = true }, cancellationToken);
        if (!first.IsSuccess)
            return first.Error;
        var target = list.ConversationId?.ToString(CultureInfo.InvariantCulture) ?? list.SenderId;
        IReadOnlyList<AuditFact> facts = [.. list.ToFacts(), .. await PeopleAsync(list, cancellationToken)];
        await audit.RecordAsync(list.Actor, "messages", first.Value.Count, target, facts, cancellationToken);
        return new Export<MessageDto>(messages.StreamAsync(list.Actor, list.ToFilter(), Sort<MessageColumn>.Parse(list.Sort), cancellationToken));
    }

    /// <summary>Whose messages are exported: the members of the conversation, or the senders of all matching messages.</summary>
    private async Task<IEnumerable<AuditFact>> PeopleAsync(SearchMessagesQuery list, CancellationToken cancellationToken)
    {
        if (list.ConversationId is { } id)
        {
            return await conversations.FindMembersAsync(list.Actor, new ConversationId(id), cancellationToken) is { Count: > 0 } members
                ? [new AuditFact(AuditFactKind.People, [.. members.Select(m => m.Value)])]
                : [];
        }

        var senders = await work.RunAsync(
            CostlyKind.Search, list.Actor.UserId.Value, () => messages.FindSendersAsync(list.Actor, list.ToFilter(), cancellationToken), cancellationToken);
        return senders.Count switch
        {
            0 => [],
            <= MaxPeople => [new AuditFact(AuditFactKind.People, [.. senders.Select(s => s.Value)])],
            _ => [new AuditFact(AuditFactKind.ManyPeople, senders.Count.ToString(CultureInfo.InvariantCulture))],
        };
    }
}
