namespace LiveChat.Application.Conversations;

/// <summary>
/// The actor's conversations, or all of them for an admin. Without a sort they come pinned first, then by newest activity.
/// </summary>
/// <param name="Search">A part of the name of another member.</param>
/// <param name="UserId">For admins: only conversations of this user.</param>
/// <param name="UnansweredOnly">
/// For admins: only conversations in which the asking side has waited too long (<see
/// cref="Domain.Conversations.Conversation.AnswerTime"/>).
/// </param>
/// <param name="OnlineOnly">For admins: only conversations of which a member is online.</param>
public sealed record ListConversationsQuery(
    Actor Actor,
    string? Search,
    bool UnreadOnly,
    string? UserId,
    Paging Paging,
    string? Sort = null,
    bool UnansweredOnly = false,
    bool OnlineOnly = false
) : IRequest<Result<ListResult<ConversationDto>>>, IMemberReading<ListResult<ConversationDto>>, ICostlyRequest
{
    /// <summary>
    /// Only conversations in which the other side waits for the actor (for an admin: in which anybody waits), longest wait first.
    /// </summary>
    public bool WaitingOnly { get; init; }

    /// <summary>
    /// For members: only conversations that they are done with (true) or none of those (false); see <see cref="ConversationFilter.Done"/>.
    /// </summary>
    public bool? Done { get; init; }

    /// <summary>
    /// For members: only conversations that they have snoozed (true) or none of those (false); see <see
    /// cref="ConversationFilter.Snoozed"/>.
    /// </summary>
    public bool? Snoozed { get; init; }

    /// <summary>True when an export sends this query: the export records itself, so the query does not.</summary>
    internal bool IsOfExport { get; init; }

    /// <summary>It is a reading because each conversation comes with its newest message.</summary>
    public Reading? ReadingOf(ListResult<ConversationDto> shown)
    {
        if (IsOfExport)
            return null;
        // The list of all is live: it would fill the log with whoever wrote last. Who looks for somebody is told by whose messages they
        // saw.
        var isLookingForSomebody = UserId is not null || !string.IsNullOrEmpty(Search);
        return new Reading(AuditAction.ConversationsListed, UserId, ToFacts())
        {
            People = isLookingForSomebody
                ?
                [
                    .. shown
                        .Results.Select(c => c.LastMessage)
                        .OfType<MessageDto>()
                        .Select(m => Domain.Users.UserId.From(m.SenderId))
                        .Distinct(),
                ]
                : [],
            OnlyOf = UserId is null || shown.Count > 0 ? null : Domain.Users.UserId.From(UserId),
        };
    }

    /// <summary>A member's own list walks along an index, so that the chat page never waits behind somebody's search.</summary>
    CostlyKind ICostlyRequest.Kind =>
        Actor.IsAdmin || !string.IsNullOrEmpty(Search) || Sort is not null ? CostlyKind.Search : CostlyKind.Lists;

    /// <summary>What is asked for, as the audit log keeps it.</summary>
    internal IReadOnlyList<AuditFact> ToFacts() =>
        [
            .. AskedFacts.OfFilter("user_id", UserId),
            .. AskedFacts.Of(AuditFactKind.WordsSought, Search),
            .. new (string Name, bool IsSet)[]
            {
                ("unread", UnreadOnly),
                ("unanswered", UnansweredOnly),
                ("waiting", WaitingOnly),
                ("online", OnlineOnly),
            }
                .Where(f => f.IsSet)
                .SelectMany(f => AskedFacts.OfFlag(f.Name, true)),
            .. AskedFacts.OfFlag("done", Done),
            .. AskedFacts.OfFlag("snoozed", Snoozed),
        ];

    internal ConversationFilter ToFilter(DateTimeOffset now)
    {
        var filter = new ConversationFilter(Search, UnreadOnly)
        {
            WaitingOnly = WaitingOnly,
            Done = Done,
            Snoozed = Snoozed,
        };
        // Only admins have these parameters; for others they are unknown, and so ignored.
        return !Actor.IsAdmin
            ? filter
            : filter with
            {
                OfUser = UserId is null ? null : Domain.Users.UserId.From(UserId),
                UnansweredSince = UnansweredOnly ? now - Conversation.AnswerTime : null,
                OnlineOnly = OnlineOnly,
            };
    }
}

public sealed class ListConversationsValidator : AbstractValidator<ListConversationsQuery>
{
    public ListConversationsValidator()
    {
        RuleFor(q => q.Search).MaximumLength(100);
        RuleFor(q => q.UserId).IsUserId().When(q => q.Actor.IsAdmin);
        RuleFor(q => q.Sort).IsSortOf<ListConversationsQuery, ConversationColumn>();
        Include(new PagedRules<ListConversationsQuery>(q => q.Paging));
    }
}

public sealed class ListConversationsHandler(IConversationReader conversations, TimeProvider clock)
    : IRequestHandler<ListConversationsQuery, Result<ListResult<ConversationDto>>>
{
    public async Task<Result<ListResult<ConversationDto>>> Handle(ListConversationsQuery request, CancellationToken cancellationToken)
    {
        return await conversations.ListAsync(
            request.Actor,
            request.ToFilter(clock.GetUtcNow()),
            Sort<ConversationColumn>.Parse(request.Sort),
            request.Paging,
            cancellationToken
        );
    }
}

/// <summary>Exports the whole list of conversations, for admins.</summary>
/// <param name="List">The query of the list, with its filters and order; its page is ignored.</param>
public sealed record ExportConversationsQuery(ListConversationsQuery List)
    : IRequest<Result<Export<ConversationDto>>>,
        IAdminReading<Export<ConversationDto>>
{
    public Actor Actor => List.Actor;

    public Reading ReadingOf(Export<ConversationDto> shown) => Reading.OfExport("conversations", shown, List.UserId, List.ToFacts());
}

public sealed class ExportConversationsHandler(IMediator mediator, IConversationReader conversations, TimeProvider clock)
    : IRequestHandler<ExportConversationsQuery, Result<Export<ConversationDto>>>
{
    public async Task<Result<Export<ConversationDto>>> Handle(ExportConversationsQuery request, CancellationToken cancellationToken)
    {
        var list = request.List;
        var first = await mediator.Send(list with { Paging = new Paging(1, 1), IsOfExport = true }, cancellationToken);
        if (!first.IsSuccess)
            return first.Error;
        return new Export<ConversationDto>(
            first.Value.Count,
            conversations.StreamAsync(
                list.Actor,
                list.ToFilter(clock.GetUtcNow()),
                Sort<ConversationColumn>.Parse(list.Sort),
                cancellationToken
            )
        );
    }
}

/// <summary>The columns by which a list of conversations can be sorted.</summary>
public enum ConversationColumn
{
    Id,

    /// <summary>The name of the asking side: the buyer, or the merchant towards the platform.</summary>
    Participants,

    /// <summary>The content of the last message, which is empty when that was recalled or removed.</summary>
    LastMessage,

    /// <summary>The number of messages.</summary>
    LastSequence,

    /// <summary>The caller's unread messages; for an admin, those of all members together.</summary>
    UnreadCount,

    /// <summary>Ascending begins with the longest wait. Conversations in which nobody waits come last in both directions.</summary>
    WaitingSince,

    CreatedAt,
    UpdatedAt,
}
