using LiveChat.Application.Common;
using LiveChat.Application.Messages;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Reads the messages of conversations that the actor may see.</summary>
public interface IMessageReader
{
    /// <summary>Messages by sequence, ascending: the newest ones, those before a sequence, or those after one.</summary>
    /// <returns>Null when the actor may not see the conversation.</returns>
    Task<MessagePageDto?> PageAsync(Actor actor, ConversationId conversationId, long? before, long? after, int limit, CancellationToken cancellationToken);

    /// <summary>What changed since a revision, ascending by revision.</summary>
    /// <returns>Null when the actor may not see the conversation.</returns>
    Task<MessagePageDto?> ChangesAsync(Actor actor, ConversationId conversationId, long sinceRevision, int limit, CancellationToken cancellationToken);

    /// <summary>Messages of all conversations that the actor may see, newest first where no order is asked for.</summary>
    Task<ListResult<MessageDto>> SearchAsync(Actor actor, MessageFilter filter, Sort<MessageColumn>? sort, Paging paging, CancellationToken cancellationToken);
}

/// <summary>Which messages are asked for; null matches all.</summary>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment that is too late.</param>
public sealed record MessageFilter(ConversationId? ConversationId, UserId? SenderId, MessageType? Type, DateTimeOffset? From, DateTimeOffset? To);
