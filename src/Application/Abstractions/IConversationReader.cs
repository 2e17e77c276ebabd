using LiveChat.Application.Common;
using LiveChat.Application.Conversations;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Reads conversations as their callers may see them. Ownership is part of every query.</summary>
public interface IConversationReader
{
    /// <summary>Pinned first, then newest activity. Admins see all, others their own.</summary>
    /// <param name="ofUser">For admins: only conversations of this user.</param>
    Task<ListResult<ConversationDto>> ListAsync(Actor actor, string? search, bool unreadOnly, UserId? ofUser, Paging paging, CancellationToken cancellationToken);

    /// <returns>Null when there is none or the actor may not see it.</returns>
    Task<ConversationDto?> FindAsync(Actor actor, ConversationId id, CancellationToken cancellationToken);

    /// <summary>The conversation as each of those who are shown it sees it.</summary>
    Task<ConversationViews?> FindForPushAsync(ConversationId id, CancellationToken cancellationToken);

    /// <summary>Where each of a user's conversations stands.</summary>
    Task<IReadOnlyList<HeadDto>> HeadsAsync(UserId userId, CancellationToken cancellationToken);

    /// <summary>The members of a conversation, if the actor may see it; otherwise null.</summary>
    Task<IReadOnlyList<UserId>?> FindMembersAsync(Actor actor, ConversationId id, CancellationToken cancellationToken);

    /// <summary>For each of the given users, everybody who shares a conversation with them.</summary>
    Task<ILookup<UserId, UserId>> FindPartnersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken);
}

/// <param name="ForMembers">What each member sees.</param>
/// <param name="ForWatchers">What a watching admin sees.</param>
public sealed record ConversationViews(IReadOnlyDictionary<UserId, ConversationDto> ForMembers, ConversationDto ForWatchers);
