using LiveChat.Application.Abstractions;
using LiveChat.Domain.QuickReplies;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class QuickReplyRepository(LiveChatDbContext db) : IQuickReplyRepository
{
    public async Task<IReadOnlyList<QuickReply>> FindAsync(UserId userId, CancellationToken cancellationToken) =>
        await db.QuickReplies.Where(q => q.UserId == userId).OrderBy(q => q.SortOrder).ToListAsync(cancellationToken);

    public Task<QuickReply?> FindAsync(UserId userId, QuickReplyId id, CancellationToken cancellationToken) =>
        db.QuickReplies.SingleOrDefaultAsync(q => q.Id == id && q.UserId == userId, cancellationToken);

    public void Remove(QuickReply quickReply) => db.QuickReplies.Remove(quickReply);

    public void Add(QuickReply quickReply) => db.QuickReplies.Add(quickReply);
}
