using LiveChat.IntegrationTests.Support;
using LiveChat.WebApi.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace LiveChat.IntegrationTests.Nodes;

/// <summary>Of several servers, one at a time seals, unseals or removes files: otherwise one could delete what another brings back.</summary>
public sealed class FileLockTests
{
    [PostgresFact]
    public async Task Hold_WhenAnotherServerHoldsIt_ShouldWait()
    {
        using var directory = new TempDirectory();
        using var database = await PostgresServer.Shared.CreateDatabaseAsync();
        await using var first = Build(directory.Path, database.ConnectionString);
        await using var second = Build(directory.Path, database.ConnectionString);
        var held = await first.Services.GetRequiredService<IFileStorage>().HoldFilesAsync(CancellationToken.None);

        var waiting = second.Services.GetRequiredService<IFileStorage>().HoldFilesAsync(CancellationToken.None);
        await Eventually.Async(async () => await CountWaitingAsync(database.ConnectionString) == 1);
        Assert.False(waiting.IsCompleted);
        held.Dispose();

        (await waiting).Dispose();
    }

    private static WebApplication Build(string directory, string connectionString) =>
        LiveChatServer.Build([
            "--environment=Development",
            "--Urls=http://127.0.0.1:0",
            $"--DataDirectory={directory}",
            "--Database:Provider=PostgreSql",
            $"--Database:ConnectionString={connectionString}",
            "--Logging:LogLevel:Default=None",
        ]);

    private static async Task<long> CountWaitingAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            connection
        );
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
