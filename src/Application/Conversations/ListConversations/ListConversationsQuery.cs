using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.ListConversations;

/// <summary>The actor's conversations, or all of them for an admin; pinned first, then newest activity.</summary>
/// <param name="Search">A part of the name of another member.</param>
/// <param name="UserId">For admins: only conversations of this user.</param>
public sealed record ListConversationsQuery(Actor Actor, string? Search, bool UnreadOnly, string? UserId, Paging Paging) : IRequest<Result<ListResult<ConversationDto>>>;
