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

    /// <summary>Messages by sequence, ascending, with one of them in the middle or as near to it as the log allows.</summary>
    /// <returns>Null when the actor may not see the conversation, or the message is not in it.</returns>
    Task<MessagePageDto?> AroundAsync(Actor actor, ConversationId conversationId, MessageId messageId, int limit, CancellationToken cancellationToken);

    /// <summary>What changed since a revision, ascending by revision.</summary>
    /// <returns>Null when the actor may not see the conversation.</returns>
    Task<MessagePageDto?> ChangesAsync(Actor actor, ConversationId conversationId, long sinceRevision, int limit, CancellationToken cancellationToken);

    /// <summary>One message with its words and its file, whether it was taken down or not; what was recalled has none.</summary>
    Task<OpenedMessage?> FindAsync(MessageId id, CancellationToken cancellationToken);

    /// <summary>The ids of what a user sent and still stands, ascending.</summary>
    /// <param name="since">The first moment; null for all.</param>
    Task<IReadOnlyList<MessageId>> FindStandingAsync(UserId senderId, DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>Messages of all conversations that the actor may see, newest first where no order is asked for.</summary>
    Task<ListResult<MessageDto>> SearchAsync(Actor actor, MessageFilter filter, Sort<MessageColumn>? sort, Paging paging, CancellationToken cancellationToken);

    /// <summary>The same, all of them, as they are at one moment; read as they are taken.</summary>
    IAsyncEnumerable<MessageDto> StreamAsync(Actor actor, MessageFilter filter, Sort<MessageColumn>? sort, CancellationToken cancellationToken);
}

/// <summary>Which messages are asked for; null matches all.</summary>
/// <param name="Search">A part of the content, in letters of either size and whatever form (full width, ligatures, accents apart). What was recalled or removed has no content to be found by.</param>
/// <param name="From">The first moment.</param>
/// <param name="To">The first moment that is too late.</param>
public sealed record MessageFilter(ConversationId? ConversationId, UserId? SenderId, MessageType? Type, string? Search, DateTimeOffset? From, DateTimeOffset? To);

/// <param name="Message">As it is stored.</param>
/// <param name="Shown">As an admin may see it. The file of one that was taken down is at an address for admins alone.</param>
public sealed record OpenedMessage(Message Message, MessageDto Shown);
