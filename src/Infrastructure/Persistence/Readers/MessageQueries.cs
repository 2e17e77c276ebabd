namespace LiveChat.Infrastructure.Persistence.Readers;

internal static class MessageQueries
{
    /// <returns>0 while there is none.</returns>
    public static async Task<long> FindLastMessageIdAsync(this LiveChatDbContext db, CancellationToken cancellationToken) =>
        (await db.Messages.OrderByDescending(m => m.Id).Select(m => m.Id).FirstOrDefaultAsync(cancellationToken)).Value;

    /// <summary>The messages as clients see them, with what they quote and carry.</summary>
    public static async Task<IReadOnlyList<MessageDto>> ToDtosAsync(
        this LiveChatDbContext db,
        IReadOnlyCollection<Message> messages,
        IMediaUrls urls,
        CancellationToken cancellationToken
    ) => [.. (await db.ToViewsAsync(messages, cancellationToken)).Select(view => MessageDto.From(view, urls))];

    /// <summary>The messages with what they quote and carry.</summary>
    public static async Task<IReadOnlyList<MessageView>> ToViewsAsync(
        this LiveChatDbContext db,
        IReadOnlyCollection<Message> messages,
        CancellationToken cancellationToken
    )
    {
        var quotedIds = messages.Where(m => m.ReplyToId is not null).Select(m => m.ReplyToId!.Value).ToHashSet();
        var quoted =
            quotedIds.Count == 0
                ? []
                : await db.Messages.AsNoTracking().Where(m => quotedIds.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
        var attachmentIds = messages
            .Concat(quoted.Values)
            .Where(m => m is { AttachmentId: not null, IsGone: false })
            .Select(m => m.AttachmentId!.Value)
            .ToHashSet();
        var attachments =
            attachmentIds.Count == 0
                ? []
                : await db
                    .Attachments.AsNoTracking()
                    .Where(a => attachmentIds.Contains(a.Id))
                    .ToDictionaryAsync(a => a.Id, cancellationToken);
        return
        [
            .. messages.Select(m => new MessageView(
                m,
                m.ReplyToId is { } id && quoted.TryGetValue(id, out var source) ? Quote.Of(source, AttachmentOf(source)) : null,
                AttachmentOf(m)
            )),
        ];

        Attachment? AttachmentOf(Message message) => message.AttachmentId is { } id ? attachments.GetValueOrDefault(id) : null;
    }

    /// <summary>Those in which somebody waits who is active.</summary>
    public static IQueryable<ConversationRow> Waiting(this LiveChatDbContext db, IQueryable<ConversationRow> conversations) =>
        conversations.Where(c => c.WaitingSince != null && db.Users.Any(u => u.Id == c.WaitingUserId && u.Status == UserStatus.Active));

    /// <summary>Those the actor may see: every one for an admin, one's own for all others.</summary>
    public static IQueryable<ConversationRow> VisibleTo(this IQueryable<ConversationRow> conversations, Actor actor) =>
        actor.IsAdmin
            ? conversations.AsNoTracking()
            : conversations.AsNoTracking().Where(c => c.Participants.Any(p => p.UserId == actor.UserId));
}
