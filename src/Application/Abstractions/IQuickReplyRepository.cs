using LiveChat.Domain.QuickReplies;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Loads and adds quick replies inside a unit of work.</summary>
public interface IQuickReplyRepository
{
    /// <summary>A user's quick replies, in their order.</summary>
    Task<IReadOnlyList<QuickReply>> FindAsync(UserId userId, CancellationToken cancellationToken);

    /// <returns>Null when there is none, or it is somebody else's.</returns>
    Task<QuickReply?> FindAsync(UserId userId, QuickReplyId id, CancellationToken cancellationToken);

    void Remove(QuickReply quickReply);

    void Add(QuickReply quickReply);
}
