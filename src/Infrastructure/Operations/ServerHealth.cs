using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Operations;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Presence;
using Microsoft.Data.Sqlite;

namespace LiveChat.Infrastructure.Operations;

/// <inheritdoc cref="IServerHealth"/>
internal sealed class ServerHealth(SqliteDatabase database, ConnectionRegistry connections, PresenceTracker presence) : IServerHealth
{
    private static readonly string Version = typeof(ServerHealth).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public async Task<ServerHealthDto> LookAsync(CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource);
        var disk = new DriveInfo(Path.GetDirectoryName(file)!);
        return new ServerHealthDto(
            Version,
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}",
            process.StartTime.ToUniversalTime(),
            await LookAtDatabaseAsync(file, cancellationToken),
            new DiskHealthDto(disk.AvailableFreeSpace, disk.TotalSize),
            new HubHealthDto(connections.All.Count(), presence.OnlineUsers.Count));
    }

    private async Task<DatabaseHealthDto> LookAtDatabaseAsync(string file, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (status, engine) = ("ok", "SQLite");
        try
        {
            await using var connection = new SqliteConnection(database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            engine = $"SQLite {connection.ServerVersion}";
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM installation";
            await command.ExecuteScalarAsync(cancellationToken);
        }
        catch (SqliteException)
        {
            status = "unavailable";
        }

        return new DatabaseHealthDto(status, engine, SizeOf(file), SizeOf($"{file}-wal"), Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 2));
    }

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}
