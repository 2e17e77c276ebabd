using LiveChat.Infrastructure.Identity;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class UserRepository(LiveChatDbContext db, TrustedNames trusted) : IUserRepository
{
    public Task<User?> FindAsync(UserId id, CancellationToken cancellationToken) =>
        db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken);

    public async Task<IReadOnlyList<User>> FindAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken) =>
        await db.Users.Where(u => ids.Contains(u.Id)).ToListAsync(cancellationToken);

    public Task<User?> FindByLoginAsync(string username, CancellationToken cancellationToken)
    {
        var normalized = User.Normalize(username);
        return db.Users.SingleOrDefaultAsync(u => u.NormalizedUsername == normalized && u.PasswordHash != null, cancellationToken);
    }

    public async Task<IReadOnlyList<(UserId Imitator, TrustedName Trusted)>> FindImitatedAsync(
        IReadOnlyDictionary<UserId, (string Username, UserRole Role)> named,
        CancellationToken cancellationToken
    )
    {
        var keys = named.ToDictionary(n => n.Key, n => Lookalikes.KeysOf(n.Value.Username));
        var stored = await trusted.FindAsync(db, keys.Values.SelectMany(k => k), cancellationToken);
        var together = named
            .Where(n => TrustedName.IsTrusted(n.Value.Role))
            .SelectMany(n => keys[n.Key].Select(key => (key, Name: new TrustedName(n.Key, n.Value.Username, n.Value.Role))))
            .ToLookup(n => n.key, n => n.Name);
        return
        [
            .. named.Keys.SelectMany(id =>
                keys[id]
                    .SelectMany(key => stored[key].Concat(together[key]))
                    .Distinct()
                    .Where(name => name.Id != id)
                    .Select(name => (id, name))
            ),
        ];
    }

    public Task<int> CountOtherActiveAdminsAsync(UserId id, CancellationToken cancellationToken) =>
        db.Users.CountAsync(
            u => u.Role == UserRole.Admin && u.Status == UserStatus.Active && u.PasswordHash != null && u.Id != id,
            cancellationToken
        );

    public void Add(User user) => db.Users.Add(user);
}

internal sealed class CardRepository(LiveChatDbContext db) : ICardRepository
{
    public Task<Card?> FindAsync(UserId ownerId, UserId aboutId, CancellationToken cancellationToken) =>
        db.Cards.SingleOrDefaultAsync(c => c.OwnerId == ownerId && c.AboutId == aboutId, cancellationToken);

    public void Add(Card card) => db.Cards.Add(card);
}

internal sealed class QuickReplyRepository(LiveChatDbContext db) : IQuickReplyRepository
{
    public async Task<QuickReplyBook> FindAsync(UserId userId, CancellationToken cancellationToken) =>
        new(userId, await db.QuickReplies.Where(q => q.UserId == userId).OrderBy(q => q.SortOrder).ToListAsync(cancellationToken));

    public void Remove(QuickReply quickReply) => db.QuickReplies.Remove(quickReply);

    public void Add(QuickReply quickReply) => db.QuickReplies.Add(quickReply);
}

internal sealed class AttachmentRepository(LiveChatDbContext db) : IAttachmentRepository
{
    public Task<Attachment?> FindAsync(AttachmentId id, CancellationToken cancellationToken) =>
        db.Attachments.SingleOrDefaultAsync(a => a.Id == id, cancellationToken);

    public Task<Attachment?> FindInFolderAsync(string folder, CancellationToken cancellationToken) =>
        db.Attachments.AsNoTracking().SingleOrDefaultAsync(a => a.Folder == folder, cancellationToken);

    public async Task<IReadOnlyList<Attachment>> FindUnusedAsync(
        DateTimeOffset uploadedBefore,
        int limit,
        CancellationToken cancellationToken
    ) =>
        await db
            .Attachments.Where(a => a.MessageId == null && a.WithdrawnAt == null && a.CreatedAt < uploadedBefore)
            .Where(a =>
                a.AvatarOf == null || !db.Users.Any(u => u.Id == a.AvatarOf && u.Avatar == "/media/avatars/" + a.Folder + "/avatar.webp")
            )
            .OrderBy(a => a.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<Attachment>> FindWithdrawnAsync(int limit, CancellationToken cancellationToken) =>
        await db
            .Attachments.Where(a => a.WithdrawnAt != null && !a.IsKept)
            .OrderBy(a => a.WithdrawnAt)
            .Take(limit)
            .ToListAsync(cancellationToken);

    public Task<Attachment?> FindOfMessageAsync(MessageId messageId, CancellationToken cancellationToken) =>
        (
            from message in db.Messages
            join attachment in db.Attachments on message.AttachmentId equals attachment.Id
            where message.Id == messageId
            select attachment
        )
            .AsNoTracking()
            .SingleOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<Attachment>> FindUnsealedAsync(int limit, CancellationToken cancellationToken) =>
        await db.Attachments.Where(a => a.IsKept && a.SealedAt == null).OrderBy(a => a.Id).Take(limit).ToListAsync(cancellationToken);

    public void Add(Attachment attachment) => db.Attachments.Add(attachment);

    public void Remove(Attachment attachment) => db.Attachments.Remove(attachment);
}
