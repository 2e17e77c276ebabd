using LiveChat.Application.Common;
using LiveChat.Application.Conversations;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Reads conversations as their callers may see them. Ownership is part of every query.</summary>
public interface IConversationReader
{
    /// <summary>
    /// Pinned first, then newest activity, where no order is asked for; of those that wait, the longest first. Admins see all, others their own.
    /// </summary>
    Task<ListResult<ConversationDto>> ListAsync(Actor actor, ConversationFilter filter, Sort<ConversationColumn>? sort, Paging paging, CancellationToken cancellationToken);

    /// <summary>The same, all of them, as they are at one moment; read as they are taken.</summary>
    IAsyncEnumerable<ConversationDto> StreamAsync(Actor actor, ConversationFilter filter, Sort<ConversationColumn>? sort, CancellationToken cancellationToken);

    /// <returns>Null when there is none or the actor may not see it.</returns>
    Task<ConversationDto?> FindAsync(Actor actor, ConversationId id, CancellationToken cancellationToken);

    /// <summary>The conversation as each of those who are shown it sees it.</summary>
    Task<ConversationViews?> FindForPushAsync(ConversationId id, CancellationToken cancellationToken);

    /// <summary>Where each of a user's conversations stands.</summary>
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

/// <summary>Which conversations are asked for.</summary>
/// <param name="Search">A part of the name of another member; null matches all.</param>
/// <param name="UnreadOnly">Those that the actor has not read; for an admin, those that somebody has not read.</param>
public sealed record ConversationFilter(string? Search = null, bool UnreadOnly = false)
{
    /// <summary>Only conversations of this user.</summary>
    public UserId? OfUser { get; init; }

    /// <summary>Only those whose asking side has waited since before this moment.</summary>
    public DateTimeOffset? UnansweredSince { get; init; }

    /// <summary>Only conversations in which the other side waits for the actor; for an admin, those in which any member waits.</summary>
    public bool WaitingOnly { get; init; }

    /// <summary>Whether those are wanted that the actor is done with; null leaves them out, unless the snoozed ones are asked for.</summary>
    public bool? Done { get; init; }

    /// <summary>Whether those are wanted that the actor has put off; null leaves them out, unless the done ones are asked for.</summary>
    public bool? Snoozed { get; init; }

    /// <summary>Only those of which a member is online.</summary>
    public bool OnlineOnly { get; init; }
}

/// <param name="ForMembers">What each member sees.</param>
/// <param name="ForWatchers">What a watching admin sees.</param>
public sealed record ConversationViews(IReadOnlyDictionary<UserId, ConversationDto> ForMembers, ConversationDto ForWatchers);
