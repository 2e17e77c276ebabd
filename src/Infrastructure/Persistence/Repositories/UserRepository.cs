using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Persistence.Readers;

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

internal sealed class SessionRepository(LiveChatDbContext db) : ISessionRepository
{
    public Task<UserSession?> FindAsync(string id, CancellationToken cancellationToken) =>
        db.Sessions.SingleOrDefaultAsync(s => s.Id == id, cancellationToken);

    public async Task<IReadOnlyList<UserSession>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        await db.Sessions.Where(s => ids.Contains(s.Id)).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<UserSession>> FindAliveAsync(UserId userId, CancellationToken cancellationToken) =>
        await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null).ToListAsync(cancellationToken);

    public async Task<ListResult<UserSession>> ListAliveAsync(
        UserId userId,
        DateTimeOffset now,
        Sort<SessionColumn>? sort,
        Paging paging,
        CancellationToken cancellationToken
    )
    {
        var sessions = db.Sessions.AsNoTracking().Where(s => s.UserId == userId && s.EndedAt == null && s.ExpiresAt > now);
        return new ListResult<UserSession>(
            await sessions.LongCountAsync(cancellationToken),
            await InOrder(sessions, sort ?? new Sort<SessionColumn>(SessionColumn.CreatedAt, true))
                .Skip(paging.Skip)
                .Take(paging.PageSize)
                .ToListAsync(cancellationToken)
        );
    }

    private static IQueryable<UserSession> InOrder(IQueryable<UserSession> sessions, Sort<SessionColumn> sort)
    {
        var descending = sort.IsDescending;
        var ordered = sort.Column switch
        {
            SessionColumn.LastSeenAt => sessions.By(s => s.LastSeenAt, descending),
            SessionColumn.Address => sessions.By(s => s.Address, descending),
            SessionColumn.UserAgent => sessions.By(s => s.UserAgent, descending),
            _ => sessions.By(s => s.CreatedAt, descending),
        };
        return ordered.ThenBy(s => s.Id);
    }

    public void Add(UserSession session) => db.Sessions.Add(session);
}

internal sealed class SecondFactorRepository(LiveChatDbContext db) : ISecondFactorRepository
{
    public Task<SecondFactor?> FindAsync(UserId userId, CancellationToken cancellationToken) =>
        db.SecondFactors.SingleOrDefaultAsync(f => f.UserId == userId, cancellationToken);

    public void Add(SecondFactor factor) => db.SecondFactors.Add(factor);

    public void Remove(SecondFactor factor) => db.SecondFactors.Remove(factor);
}

internal sealed class UsedTokens(LiveChatDbContext db) : IUsedTokens
{
    /// <summary>
    /// How long used tokens are remembered after their expiry, so that a clock that is set back does not make one valid again.
    /// </summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    public async Task<bool> TryUseAsync(
        string issuer,
        string tokenId,
        DateTimeOffset expiresAt,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var forgotten = now - KeptFor;
        await db.UsedTokens.Where(t => t.ExpiresAt < forgotten).ExecuteDeleteAsync(cancellationToken);
        if (await db.UsedTokens.AnyAsync(t => t.Issuer == issuer && t.TokenId == tokenId, cancellationToken))
            return false;
        db.UsedTokens.Add(
            new UsedToken
            {
                Issuer = issuer,
                TokenId = tokenId,
                ExpiresAt = expiresAt,
            }
        );
        return true;
    }
}
