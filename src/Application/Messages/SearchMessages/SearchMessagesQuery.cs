using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.SearchMessages;

/// <summary>Messages across conversations, newest first: all of them for an admin, those of one's own conversations for all others.</summary>
/// <param name="Type">A type's name, or null for all.</param>
/// <param name="Search">A part of the content, 1 to 100 characters.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment that is too late.</param>
public sealed record SearchMessagesQuery(Actor Actor, long? ConversationId, string? SenderId, string? Type, string? Search, DateTimeOffset? From, DateTimeOffset? To, Paging Paging, string? Sort = null)
    : IRequest<Result<ListResult<MessageDto>>>, ICostlyRequest
{
    public const int MaxSearchLength = 100;
}
