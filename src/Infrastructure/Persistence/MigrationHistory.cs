using System.Data.Common;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>The table in which EF Core notes what it has applied, read on a connection that EF Core does not have.</summary>
internal static class MigrationHistory
{
    /// <returns>The ids of the migrations, in no particular order.</returns>
    public static async Task<IReadOnlyList<string>> ReadAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\"";
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var migrations = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            migrations.Add(reader.GetString(0));
        return migrations;
    }
}
