namespace LiveChat.Application.Conversations;

/// <summary>Reads conversations as their callers may see them. Ownership is part of every query.</summary>
public interface IConversationReader
{
    /// <summary>
    /// The conversations that match: all of them for an admin, their own for others. Without a sort they come pinned first, then by newest
    /// activity; waiting ones come by longest wait.
    /// </summary>
    Task<ListResult<ConversationDto>> ListAsync(
        Actor actor,
        ConversationFilter filter,
        Sort<ConversationColumn>? sort,
        Paging paging,
        CancellationToken cancellationToken
    );

    /// <summary>The whole list without pages, from one snapshot of the database; rows are read while they are consumed.</summary>
    IAsyncEnumerable<ConversationDto> StreamAsync(
        Actor actor,
        ConversationFilter filter,
        Sort<ConversationColumn>? sort,
        CancellationToken cancellationToken
    );

    /// <returns>Null when there is none or the actor may not see it.</returns>
    Task<ConversationDto?> FindAsync(Actor actor, ConversationId id, CancellationToken cancellationToken);

    /// <summary>The views of one conversation: one for each member, and one for watching admins.</summary>
    Task<ConversationViews?> FindForPushAsync(ConversationId id, CancellationToken cancellationToken);

    /// <summary>The head of each of a user's conversations.</summary>
    Task<IReadOnlyList<HeadDto>> HeadsAsync(UserId userId, CancellationToken cancellationToken);

    /// <summary>A user's conversations that have something to read, or are marked unread.</summary>
    Task<IReadOnlyList<ConversationId>> FindUnreadAsync(UserId userId, CancellationToken cancellationToken);

    /// <summary>The members of a conversation, if the actor may see it; otherwise null.</summary>
    Task<IReadOnlyList<UserId>?> FindMembersAsync(Actor actor, ConversationId id, CancellationToken cancellationToken);

    /// <summary>The members of each of a user's conversations.</summary>
    Task<ILookup<ConversationId, UserId>> FindSharedAsync(UserId userId, CancellationToken cancellationToken);

    /// <summary>Whether two users share a conversation.</summary>
    Task<bool> ShareAsync(UserId userId, UserId otherId, CancellationToken cancellationToken);

    /// <summary>For each of the given users, everybody who shares a conversation with them.</summary>
    Task<ILookup<UserId, UserId>> FindPartnersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken);
}

/// <summary>The filter of a list of conversations.</summary>
/// <param name="Search">A part of the name of another member; null matches all.</param>
/// <param name="UnreadOnly">
/// Only conversations with messages that the actor has not read; for an admin, that any member has not read.
/// </param>
public sealed record ConversationFilter(string? Search = null, bool UnreadOnly = false)
{
    /// <summary>Only conversations of this user.</summary>
    public UserId? OfUser { get; init; }

    /// <summary>Only conversations whose asking side has waited since before this moment.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }

    /// <summary>Only conversations in which the other side waits for the actor; for an admin, those in which any member waits.</summary>
    public bool WaitingOnly { get; init; }

    /// <summary>
    /// True: only conversations that the actor is done with; false: none of them. Null leaves them out, unless <see cref="Snoozed"/> is
    /// given.
    /// </summary>
    public bool? Done { get; init; }

    /// <summary>
    /// True: only conversations that the actor has snoozed; false: none of them. Null leaves them out, unless <see cref="Done"/> is given.
    /// </summary>
    public bool? Snoozed { get; init; }

    /// <summary>Only conversations of which a member is online.</summary>
    public bool OnlineOnly { get; init; }
}

/// <param name="ForMembers">The view of each member, by user id.</param>
/// <param name="ForWatchers">The view of a watching admin.</param>
public sealed record ConversationViews(IReadOnlyDictionary<UserId, ConversationDto> ForMembers, ConversationDto ForWatchers);
