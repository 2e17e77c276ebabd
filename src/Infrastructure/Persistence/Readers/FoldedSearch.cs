using LiveChat.Infrastructure.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Readers;

/// <summary>
/// Searches texts in their folded form. Without an index for that, SQLite calls this function for each row that no other filter rules out.
/// </summary>
internal static class FoldedSearch
{
    private const string Function = "folded_contains";

    /// <summary>The function for use in queries; it can't be called otherwise.</summary>
    /// <param name="folded">The search term, folded by <see cref="FoldedTerm"/>.</param>
    public static bool FoldedContains(string text, string folded) => throw new InvalidOperationException("This is a function of the database.");

    /// <summary>Registers the function on the context's connection, and folds the search term.</summary>
    public static string FoldedTerm(this LiveChatDbContext db, string text)
    {
        ((SqliteConnection)db.Database.GetDbConnection()).CreateFunction<string, string, bool>(Function, Folding.Contains, isDeterministic: true);
        return Folding.Fold(text);
    }

    public static void Map(ModelBuilder model) => model.HasDbFunction(() => FoldedContains("", "")).HasName(Function);
}
