using Microsoft.EntityFrameworkCore.Design;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>The store in PostgreSQL, with its migrations.</summary>
public sealed class PostgreSqlContext(DbContextOptions<PostgreSqlContext> options) : LiveChatDbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
            {
                if ((property.GetValueConverter()?.ProviderClrType ?? property.ClrType) != typeof(string))
                    continue;
                // Texts are compared and sorted by their code points, as everywhere else, and not by the language of the database. Their
                // lengths are the domain's business.
                property.SetColumnType("text");
                property.SetCollation("C");
            }
        }

        foreach (var index in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetIndexes()))
        {
            if (index.Properties.Any(property => property.IsNullable))
                index.SetNullSortOrder(
                    index.Properties.Select(p => p.IsNullable ? NullSortOrder.NullsFirst : NullSortOrder.NullsLast).ToArray()
                );
        }

        // Events and messages have one sequence of places, so that the log has one order although several nodes write it.
        modelBuilder.HasSequence<long>(PostgreSqlEngine.LogPlaces);
        modelBuilder.Entity<Message>().Property(m => m.Id).ValueGeneratedNever();
        modelBuilder.Entity<LoggedEvent>().Property(e => e.Id).ValueGeneratedNever();
    }
}

/// <summary>Makes the context for <c>dotnet ef</c>, which needs the model and no database.</summary>
internal sealed class PostgreSqlContextFactory : IDesignTimeDbContextFactory<PostgreSqlContext>
{
    public PostgreSqlContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgreSqlContext>().UseNpgsql("Host=localhost").Options);
}
