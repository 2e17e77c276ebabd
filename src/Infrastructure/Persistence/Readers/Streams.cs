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
