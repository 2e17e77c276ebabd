using LiveChat.Infrastructure.Persistence.Readers;
using LiveChat.Infrastructure.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata;

namespace LiveChat.Infrastructure.Persistence.Sqlite;

/// <summary>The store in SQLite, with its migrations.</summary>
public sealed class SqliteContext : LiveChatDbContext
{
    public SqliteContext(DbContextOptions<SqliteContext> options)
        : base(options) =>
        ((SqliteConnection)Database.GetDbConnection()).CreateFunction<string, string, bool>(
            DatabaseFunctions.FoldedContainsName,
            Folding.Contains,
            isDeterministic: true
        );

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        // An id is never given again, also when the row that had it is gone.
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            if (entity.FindPrimaryKey() is { Properties: [{ ValueGenerated: ValueGenerated.OnAdd } key] })
                modelBuilder.Entity(entity.ClrType).Property(key.Name).UseAutoincrement();
        }
    }
}

/// <summary>Makes the context for <c>dotnet ef</c>, which needs the model and no database.</summary>
internal sealed class SqliteContextFactory : IDesignTimeDbContextFactory<SqliteContext>
{
    public SqliteContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=:memory:").Options);
}
