using System.Linq.Expressions;
using LiveChat.Infrastructure.Text;
using Microsoft.Data.Sqlite;

namespace LiveChat.Infrastructure.Persistence.Readers;

/// <summary>
/// Reads whole lists. One query streams the rows, so that memory does not grow with the list. Related rows are read for a batch at a time
/// over the same connection, and so from the same snapshot.
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
/// Searches texts in their folded form. Without an index for that, SQLite calls this function for each row that no other filter rules out.
/// </summary>
internal static class FoldedSearch
{
    private const string Function = "folded_contains";

    /// <summary>The function for use in queries; it can't be called otherwise.</summary>
    /// <param name="folded">The search term, folded by <see cref="FoldedTerm"/>.</param>
    public static bool FoldedContains(string text, string folded) =>
        throw new InvalidOperationException("This is a function of the database.");

    /// <summary>Registers the function on the context's connection, and folds the search term.</summary>
    public static string FoldedTerm(this LiveChatDbContext db, string text)
    {
        ((SqliteConnection)db.Database.GetDbConnection()).CreateFunction<string, string, bool>(
            Function,
            Folding.Contains,
            isDeterministic: true
        );
        return Folding.Fold(text);
    }

    public static void Map(ModelBuilder model) => model.HasDbFunction(() => FoldedContains("", "")).HasName(Function);
}

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
