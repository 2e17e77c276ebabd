using LiveChat.Application.Abstractions;
using LiveChat.Domain.QuickReplies;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class QuickReplyRepository(LiveChatDbContext db) : IQuickReplyRepository
{
    public async Task<QuickReplyBook> FindAsync(UserId userId, CancellationToken cancellationToken) =>
        new(userId, await db.QuickReplies.Where(q => q.UserId == userId).OrderBy(q => q.SortOrder).ToListAsync(cancellationToken));

    public void Remove(QuickReply quickReply) => db.QuickReplies.Remove(quickReply);

    public void Add(QuickReply quickReply) => db.QuickReplies.Add(quickReply);
}
