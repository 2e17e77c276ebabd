using LiveChat.Domain.QuickReplies;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Loads and adds quick replies inside a unit of work.</summary>
public interface IQuickReplyRepository
{
    /// <summary>A user's own.</summary>
    Task<QuickReplyBook> FindAsync(UserId userId, CancellationToken cancellationToken);

    void Remove(QuickReply quickReply);

    void Add(QuickReply quickReply);
}
