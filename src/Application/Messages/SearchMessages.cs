using System.Globalization;

namespace LiveChat.Application.Messages;

/// <summary>Messages across conversations, newest first: of all conversations for an admin, of their own for others.</summary>
/// <param name="Type">A type's name, or null for all.</param>
/// <param name="Search">A part of the content, 1 to 100 characters.</param>
/// <param name="From">The beginning of the range, inclusive.</param>
/// <param name="To">The end of the range, exclusive.</param>
public sealed record SearchMessagesQuery(
    Actor Actor,
    long? ConversationId,
    string? SenderId,
    string? Type,
    string? Search,
    DateTimeOffset? From,
    DateTimeOffset? To,
    Paging Paging,
    string? Sort = null
) : IRequest<Result<ListResult<MessageDto>>>, IMemberReading<ListResult<MessageDto>>, ICostlyRequest
{
    public const int MaxSearchLength = 100;

    /// <summary>True when an export sends this query: the export records itself, so the query does not.</summary>
    internal bool IsOfExport { get; init; }

    public Reading? ReadingOf(ListResult<MessageDto> shown)
    {
        if (IsOfExport)
            return null;
        var reading = ConversationId is { } id
            ? Reading.OfConversation(new ConversationId(id), ToFacts())
            : new Reading(AuditAction.MessagesListed, SenderId, ToFacts())
            {
                People = [.. shown.Results.Select(m => UserId.From(m.SenderId)).Distinct()],
            };
        return shown.Count > 0 || SenderId is null ? reading : reading with { OnlyOf = UserId.From(SenderId) };
    }

    /// <summary>What is asked for, as the audit log keeps it; the conversation is the target of the entry.</summary>
    internal IReadOnlyList<AuditFact> ToFacts() =>
        [
            .. AskedFacts.Of(AuditFactKind.SenderSought, SenderId),
            .. AskedFacts.Of(AuditFactKind.TypeSought, Type is null ? null : WireNames<MessageType>.Parse(Type).ToString()),
            .. AskedFacts.Of(AuditFactKind.WordsSought, Search),
            .. AskedFacts.OfRange(From, To),
        ];

    internal MessageFilter ToFilter() =>
        new(
            ConversationId is { } id ? new ConversationId(id) : null,
            SenderId is null ? null : UserId.From(SenderId),
            Type is null ? null : WireNames<MessageType>.Parse(Type),
            Search,
            From,
            To
        );
}

public sealed class SearchMessagesValidator : AbstractValidator<SearchMessagesQuery>
{
    public SearchMessagesValidator()
    {
        RuleFor(q => q.ConversationId).GreaterThanOrEqualTo(1);
        RuleFor(q => q.SenderId).IsUserId();
        RuleFor(q => q.Type).IsNameOf<SearchMessagesQuery, MessageType>();
        RuleFor(q => q.Search).Length(1, SearchMessagesQuery.MaxSearchLength);
        RuleFor(q => q.Sort).IsSortOf<SearchMessagesQuery, MessageColumn>();
        Include(new TimeRangeRules<SearchMessagesQuery>(q => q.From, q => q.To));
        Include(new PagedRules<SearchMessagesQuery>(q => q.Paging));
    }
}

public sealed class SearchMessagesHandler(IMessageReader messages) : IRequestHandler<SearchMessagesQuery, Result<ListResult<MessageDto>>>
{
    public async Task<Result<ListResult<MessageDto>>> Handle(SearchMessagesQuery request, CancellationToken cancellationToken)
    {
        return await messages.SearchAsync(
            request.Actor,
            request.ToFilter(),
            Sort<MessageColumn>.Parse(request.Sort),
            request.Paging,
            cancellationToken
        );
    }
}

/// <summary>Exports the whole list of messages, for admins.</summary>
/// <param name="List">The query of the list, with its filters and order; its page is ignored.</param>
public sealed record ExportMessagesQuery(SearchMessagesQuery List) : IRequest<Result<Export<MessageDto>>>, IAdminReading<Export<MessageDto>>
{
    public Actor Actor => List.Actor;

    public Reading ReadingOf(Export<MessageDto> shown) =>
        Reading.OfExport("messages", shown, List.ConversationId?.ToString(CultureInfo.InvariantCulture) ?? List.SenderId, List.ToFacts());
}

public sealed class ExportMessagesHandler(IMediator mediator, IMessageReader messages, IConversationReader conversations, ICostlyWork work)
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
        return new Export<MessageDto>(
            first.Value.Count,
            messages.StreamAsync(list.Actor, list.ToFilter(), Sort<MessageColumn>.Parse(list.Sort), cancellationToken)
        )
        {
            People = await PeopleAsync(list, cancellationToken),
        };
    }

    /// <summary>Whose messages are exported: the members of the conversation, or the senders of all matching messages.</summary>
    private async Task<IReadOnlyList<AuditFact>> PeopleAsync(SearchMessagesQuery list, CancellationToken cancellationToken)
    {
        if (list.ConversationId is { } id)
        {
            return await conversations.FindMembersAsync(list.Actor, new ConversationId(id), cancellationToken) is { Count: > 0 } members
                ? [new AuditFact(AuditFactKind.People, [.. members.Select(m => m.Value)])]
                : [];
        }

        var senders = await work.RunAsync(
            CostlyKind.Search,
            list.Actor.UserId.Value,
            () => messages.FindSendersAsync(list.Actor, list.ToFilter(), cancellationToken),
            cancellationToken
        );
        return senders.Count switch
        {
            0 => [],
            <= MaxPeople => [new AuditFact(AuditFactKind.People, [.. senders.Select(s => s.Value)])],
            _ => [new AuditFact(AuditFactKind.ManyPeople, senders.Count.ToString(CultureInfo.InvariantCulture))],
        };
    }
}

/// <summary>The columns by which a list of messages can be sorted.</summary>
public enum MessageColumn
{
    Id,
    ConversationId,
    SenderId,
    Type,

    /// <summary>The content, which is empty for recalled and removed messages.</summary>
    Content,
    CreatedAt,
}
