using System.Linq.Expressions;
using LiveChat.Infrastructure.Text;

namespace LiveChat.Infrastructure.Persistence.Readers;

/// <summary>
/// Reads whole lists: first the ids in their order, and then the rows of a batch at a time, so that memory grows by an id for each row.
/// </summary>
internal static class Streams
{
    public const int BatchSize = 500;
}

internal static class Ordering
{
    public static IOrderedQueryable<T> By<T, TKey>(this IQueryable<T> rows, Expression<Func<T, TKey>> key, bool isDescending) =>
        isDescending ? rows.OrderByDescending(key) : rows.OrderBy(key);

    /// <summary>Settles ties in the direction of the order itself, so that one index serves both.</summary>
    public static IOrderedQueryable<T> ThenBy<T, TKey>(this IOrderedQueryable<T> rows, Expression<Func<T, TKey>> key, bool isDescending) =>
        isDescending ? rows.ThenByDescending(key) : rows.ThenBy(key);
}

/// <summary>
/// Functions for queries that each database engine brings. Texts are searched in their folded form; without an index for that, the function
/// is called for each row that no other filter rules out.
/// </summary>
internal static class DatabaseFunctions
{
    public const string FoldedContainsName = "folded_contains";

    /// <summary>The function for use in queries; it can't be called otherwise.</summary>
    /// <param name="folded">The search term, folded by <see cref="Folding.Fold"/>.</param>
    public static bool FoldedContains(string text, string folded) =>
        throw new InvalidOperationException("This is a function of the database.");

    /// <summary>Whether a text has a shell pattern: <c>*</c> is any text, <c>[…]</c> one of these characters.</summary>
    /// <inheritdoc cref="FoldedContains"/>
    public static bool Glob(string pattern, string text) => throw new InvalidOperationException("This is a function of the database.");

    public static void Map(ModelBuilder model)
    {
        model.HasDbFunction(() => FoldedContains("", "")).HasName(FoldedContainsName);
        model.HasDbFunction(() => Glob("", "")).HasName("glob");
    }
}

internal static class MessageQueries
{
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
