using LiveChat.Infrastructure.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Readers;

/// <summary>Looks for texts in their folded form; until there is an index of it, SQLite asks us about each row that nothing else rules out.</summary>
internal static class FoldedSearch
{
    private const string Function = "folded_contains";

    /// <summary>For queries alone.</summary>
    /// <param name="folded">What is looked for, as <see cref="FoldedTerm"/> gives it.</param>
    public static bool FoldedContains(string text, string folded) => throw new InvalidOperationException("This is a function of the database.");

    /// <summary>Makes the function known to the context's connection, and gives the form in which to look for a text.</summary>
    public static string FoldedTerm(this LiveChatDbContext db, string text)
    {
        ((SqliteConnection)db.Database.GetDbConnection()).CreateFunction<string, string, bool>(Function, Folding.Contains, isDeterministic: true);
        return Folding.Fold(text);
    }

    public static void Map(ModelBuilder model) => model.HasDbFunction(() => FoldedContains("", "")).HasName(Function);
}
