namespace LiveChat.Application.Messages;

/// <summary>Reads the messages of conversations that the actor may see.</summary>
public interface IMessageReader
{
    /// <summary>Messages by sequence, ascending: the newest ones, those before a sequence, or those after one.</summary>
    /// <returns>Null when the actor may not see the conversation.</returns>
    Task<MessagePageDto?> PageAsync(
        Actor actor,
        ConversationId conversationId,
        long? before,
        long? after,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>Messages by sequence, ascending, with one of them in the middle or as near to it as the log allows.</summary>
    /// <returns>Null when the actor may not see the conversation, or the message is not in it.</returns>
    Task<MessagePageDto?> AroundAsync(
        Actor actor,
        ConversationId conversationId,
        MessageId messageId,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>What changed since a revision, ascending by revision.</summary>
    /// <returns>Null when the actor may not see the conversation.</returns>
    Task<MessagePageDto?> ChangesAsync(
        Actor actor,
        ConversationId conversationId,
        long sinceRevision,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>One message with its content and its file, also when it was taken down. A recalled message has neither.</summary>
    Task<OpenedMessage?> FindAsync(MessageId id, CancellationToken cancellationToken);

    /// <summary>The ids of a user's messages that are neither recalled nor removed, ascending.</summary>
    /// <param name="since">The earliest time of sending; null for all.</param>
    Task<IReadOnlyList<MessageId>> FindStandingAsync(UserId senderId, DateTimeOffset? since, CancellationToken cancellationToken);

    /// <summary>Messages of all conversations that the actor may see; newest first without a sort.</summary>
    Task<ListResult<MessageDto>> SearchAsync(
        Actor actor,
        MessageFilter filter,
        Sort<MessageColumn>? sort,
        Paging paging,
        CancellationToken cancellationToken
    );

    /// <summary>The ids of all users who sent the messages of such a list, ascending.</summary>
    Task<IReadOnlyList<UserId>> FindSendersAsync(Actor actor, MessageFilter filter, CancellationToken cancellationToken);

    /// <summary>The whole list without pages, from one snapshot of the database; rows are read while they are consumed.</summary>
    IAsyncEnumerable<MessageDto> StreamAsync(
        Actor actor,
        MessageFilter filter,
        Sort<MessageColumn>? sort,
        CancellationToken cancellationToken
    );
}

/// <summary>The filter of a list of messages; null matches all.</summary>
/// <param name="Search">
/// A part of the content, compared in folded form (case, full width, ligatures, combining accents). Recalled and removed messages have no
/// content and are not found.
/// </param>
/// <param name="From">The beginning of the range, inclusive.</param>
/// <param name="To">The end of the range, exclusive.</param>
public sealed record MessageFilter(
    ConversationId? ConversationId,
    UserId? SenderId,
    MessageType? Type,
    string? Search,
    DateTimeOffset? From,
    DateTimeOffset? To
);

/// <param name="Message">The message as it is stored.</param>
/// <param name="Shown">
/// The message as an admin sees it. The file of a message that was taken down has a URL that only admins can fetch.
/// </param>
public sealed record OpenedMessage(Message Message, MessageDto Shown);
