using LiveChat.Domain.Conversations;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.ListConversations;

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
    Actor Actor, string? Search, bool UnreadOnly, string? UserId, Paging Paging, string? Sort = null, bool UnansweredOnly = false, bool OnlineOnly = false)
    : IRequest<Result<ListResult<ConversationDto>>>, ICostlyRequest
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
    public bool IsOfExport { get; init; }

    /// <summary>A member's own list walks along an index, so that the chat page never waits behind somebody's search.</summary>
    CostlyKind ICostlyRequest.Kind => Actor.IsAdmin || !string.IsNullOrEmpty(Search) || Sort is not null ? CostlyKind.Search : CostlyKind.Lists;

    /// <summary>What is asked for, as the audit log keeps it.</summary>
    internal IReadOnlyList<AuditFact> ToFacts() =>
    [
        .. AskedFacts.OfFilter("user_id", UserId),
        .. AskedFacts.Of(AuditFactKind.WordsSought, Search),
        .. new (string Name, bool IsSet)[] { ("unread", UnreadOnly), ("unanswered", UnansweredOnly), ("waiting", WaitingOnly), ("online", OnlineOnly) }
            .Where(f => f.IsSet).SelectMany(f => AskedFacts.OfFlag(f.Name, true)),
        .. AskedFacts.OfFlag("done", Done),
        .. AskedFacts.OfFlag("snoozed", Snoozed),
    ];

    internal ConversationFilter ToFilter(DateTimeOffset now)
    {
        var filter = new ConversationFilter(Search, UnreadOnly) { WaitingOnly = WaitingOnly, Done = Done, Snoozed = Snoozed };
        // Only admins have these parameters; for others they are unknown, and so ignored.
        return !Actor.IsAdmin ? filter : filter with
        {
            OfUser = UserId is null ? null : Domain.Users.UserId.From(UserId),
            UnansweredSince = UnansweredOnly ? now - Conversation.AnswerTime : null,
            OnlineOnly = OnlineOnly,
        };
    }
}
