using LiveChat.Domain.Conversations;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.ListConversations;

/// <summary>The actor's conversations, or all of them for an admin; pinned first, then newest activity, where no order is asked for.</summary>
/// <param name="Search">A part of the name of another member.</param>
/// <param name="UserId">For admins: only conversations of this user.</param>
/// <param name="UnansweredOnly">For admins: only those in which the asking side has waited too long (<see cref="Domain.Conversations.Conversation.AnswerTime"/>).</param>
/// <param name="OnlineOnly">For admins: only those of which a member is online.</param>
public sealed record ListConversationsQuery(
    Actor Actor, string? Search, bool UnreadOnly, string? UserId, Paging Paging, string? Sort = null, bool UnansweredOnly = false, bool OnlineOnly = false)
    : IRequest<Result<ListResult<ConversationDto>>>, ICostlyRequest
{
    /// <summary>Only those in which the other side waits for the actor (for an admin: in which somebody waits), the longest first.</summary>
    public bool WaitingOnly { get; init; }

    /// <summary>For members: those done with alone, or none of them; left out unless asked for.</summary>
    public bool? Done { get; init; }

    /// <summary>For members: those put off alone, or none of them; left out unless asked for.</summary>
    public bool? Snoozed { get; init; }

    /// <summary>One's own come along an index, so that the chat page waits for nobody's search.</summary>
    bool ICostlyRequest.IsCostly => Actor.IsAdmin || !string.IsNullOrEmpty(Search) || Sort is not null;

    internal ConversationFilter ToFilter(DateTimeOffset now)
    {
        var filter = new ConversationFilter(Search, UnreadOnly) { WaitingOnly = WaitingOnly, Done = Done, Snoozed = Snoozed };
        // For anyone but an admin these parameters are unknown, and unknown parameters are ignored.
        return !Actor.IsAdmin ? filter : filter with
        {
            OfUser = UserId is null ? null : Domain.Users.UserId.From(UserId),
            UnansweredSince = UnansweredOnly ? now - Conversation.AnswerTime : null,
            OnlineOnly = OnlineOnly,
        };
    }
}
