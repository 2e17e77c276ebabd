using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Presence;
using LiveChat.Infrastructure.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Infrastructure.Operations;

/// <inheritdoc cref="IServerHealth"/>
internal sealed class ServerHealth(
    SqliteDatabase database,
    MediaSettings media,
    ConnectionRegistry connections,
    PresenceTracker presence,
    UntrustedProxies proxies,
    DatabaseState state,
    Followers followers,
    IServiceScopeFactory scopes
) : IServerHealth
{
    private const string Ok = "ok";
    private const string ReadOnly = "read_only";
    private const string Unavailable = "unavailable";

    /// <summary>One block of a disk, because a smaller file may fit where nothing else does.</summary>
    private const int ProbeBytes = 4096;

    private static readonly string Version =
        typeof(ServerHealth).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public async Task<ServerHealthDto> LookAsync(CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource);
        var directory = Path.GetDirectoryName(file)!;
        var disk = new DriveInfo(directory);
        return new ServerHealthDto(
            Version,
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}",
            process.StartTime.ToUniversalTime(),
            await LookAtDatabaseAsync(file, cancellationToken),
            new DiskHealthDto(
                CanWriteTo(directory) && CanWriteTo(media.Directory) ? Ok : ReadOnly,
                disk.AvailableFreeSpace,
                disk.TotalSize
            ),
            new HubHealthDto(connections.All.Count(), presence.OnlineUsers.Count),
            await LookAtFollowersAsync(cancellationToken),
            [.. proxies.Addresses.Select(address => ErrorText.Of("Health.UntrustedProxy", address))]
        );
    }

    private async Task<DatabaseHealthDto> LookAtDatabaseAsync(string file, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (status, engine) = (Ok, "SQLite");
        try
        {
            await using var connection = new SqliteConnection(database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            engine = $"SQLite {connection.ServerVersion}";
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM installation";
            await command.ExecuteScalarAsync(cancellationToken);
            status = await state.CanWriteAsync(cancellationToken, isRemembered: false) ? Ok : ReadOnly;
        }
        catch (SqliteException)
        {
            status = Unavailable;
        }

        return new DatabaseHealthDto(
            status,
            engine,
            SizeOf(file),
            SizeOf($"{file}-wal"),
            Math.Round(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 2)
        );
    }

    private async Task<IReadOnlyList<FollowerHealthDto>> LookAtFollowersAsync(CancellationToken cancellationToken)
    {
        if (followers.All.Count == 0)
            return [];
        LogPlace? end = null;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            end = await scope.ServiceProvider.GetRequiredService<EventLogReader>().FindEndAsync(cancellationToken);
        }
        catch (SqliteException)
        {
            // That the database is unavailable is told above.
        }

        return [.. followers.All.Select(f => new FollowerHealthDto(f.Name, end?.DistanceTo(f.Place) ?? 0, f.Failures, f.FailingSince))];
    }

    private static bool CanWriteTo(string directory)
    {
        try
        {
            PrivateFiles.CreateDirectory(directory);
            using var probe = PrivateFiles.Create(Path.Combine(directory, $".{Path.GetRandomFileName()}"), FileOptions.DeleteOnClose);
            probe.Write(new byte[ProbeBytes]);
            probe.Flush(flushToDisk: true);
            return true;
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            return false;
        }
    }

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;
}

/// <summary>
/// Remembers addresses whose forwarded headers are ignored. If such an address is the operator's own proxy, everybody behind it counts as
/// one address and shares its limits, so the operator is warned at once.
/// </summary>
public sealed partial class UntrustedProxies(ILogger<UntrustedProxies> logger)
{
    /// <summary>The most addresses to remember, since anybody can send such a header and some are enough for the warning.</summary>
    private const int MaxAddresses = 5;

    private readonly ConcurrentDictionary<string, bool> _addresses = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Addresses => [.. _addresses.Keys.Order(StringComparer.Ordinal)];

    public void Seen(string address, string header)
    {
        if (_addresses.Count < MaxAddresses && _addresses.TryAdd(address, true))
            LogUntrusted(logger, header, address);
    }

    [LoggerMessage(
        72,
        LogLevel.Warning,
        "A request from {Address} carried the header {Header}, which is not believed. If this is your proxy, add its address to ForwardedHeaders:KnownNetworks: until then everybody behind it counts as one address"
    )]
    private static partial void LogUntrusted(ILogger logger, string header, string address);
}
