using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Nodes;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Presence;
using LiveChat.Infrastructure.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure.Operations;

/// <inheritdoc cref="IServerHealth"/>
internal sealed class ServerHealth(
    HealthCheckService checks,
    IDatabaseEngine engine,
    ConnectionRegistry connections,
    PresenceTracker presence,
    MediaSettings media,
    UntrustedProxies proxies,
    Followers followers,
    INodes nodes,
    IBackupStatus backups,
    IServiceScopeFactory scopes
) : IServerHealth
{
    public async Task<ServerHealthDto> LookAsync(CancellationToken cancellationToken)
    {
        using var process = Process.GetCurrentProcess();
        var report = await checks.CheckHealthAsync(check => check.Tags.Contains(HealthChecks.ForConsole), cancellationToken);
        var (databaseCheck, diskCheck) = (report.Entries[HealthChecks.Database], report.Entries[HealthChecks.Disk]);
        var disk = new DriveInfo(engine.Directory ?? media.Directory);
        var measure = await MeasureAsync(cancellationToken);
        return new ServerHealthDto(
            ServerVersion.Text,
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}",
            process.StartTime.ToUniversalTime(),
            new DatabaseHealthDto(
                StatusOf(databaseCheck),
                measure.Engine,
                measure.SizeBytes,
                measure.WalBytes,
                Math.Round(databaseCheck.Duration.TotalMilliseconds, 2)
            ),
            new DiskHealthDto(StatusOf(diskCheck), disk.AvailableFreeSpace, disk.TotalSize),
            new HubHealthDto(connections.All.Count(), presence.OnlineUsers.Count),
            await LookAtFollowersAsync(cancellationToken),
            [
                .. backups.Look() is { Failure: not null } or { IsLate: true }
                    ? [LocalizedText.Of("Health.Backup")]
                    : Enumerable.Empty<string>(),
                .. proxies.Addresses.Select(address => LocalizedText.Of("Health.UntrustedProxy", address)),
                .. nodes.IsWhole ? Enumerable.Empty<string>() : [LocalizedText.Of("Health.RedisUnavailable")],
            ]
        )
        {
            Backup = backups.Look() is { } status
                ? new BackupHealthDto(status.NewestAt, status.Age?.TotalSeconds, status.IsLate, status.Failure)
                : null,
        };
    }

    private static string StatusOf(HealthReportEntry check) =>
        check.Status switch
        {
            HealthStatus.Healthy => "ok",
            HealthStatus.Degraded => "read_only",
            _ => "unavailable",
        };

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
        catch (Exception exception) when (DatabaseState.IsAtFault(exception))
        {
            // That the database is unavailable is told above.
        }

        return [.. followers.All.Select(f => new FollowerHealthDto(f.Name, end?.DistanceTo(f.Place) ?? 0, f.Failures, f.FailingSince))];
    }

    private async Task<DatabaseMeasure> MeasureAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await engine.MeasureAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseState.IsAtFault(exception))
        {
            return new DatabaseMeasure(engine.Name, 0, 0);
        }
    }
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
        "A request from {Address} carried the header {Header}, which is not believed. If this is your proxy, add its address to "
            + "ForwardedHeaders:KnownNetworks: until then everybody behind it counts as one address"
    )]
    private static partial void LogUntrusted(ILogger logger, string header, string address);
}

/// <summary>The checks of the server's health. Degraded means that something can be read but not written.</summary>
public static class HealthChecks
{
    /// <summary>The tag of the checks that decide whether the server takes work.</summary>
    public const string ForReadiness = "readiness";

    /// <summary>The tag of the checks that the console shows.</summary>
    public const string ForConsole = "console";

    public const string Database = "database";

    public const string Disk = "disk";

    public static IServiceCollection AddServerHealthChecks(this IServiceCollection services)
    {
        services
            .AddHealthChecks()
            .AddCheck<RunningCheck>("running", tags: [ForReadiness])
            .AddCheck<CommitCheck>("commit", tags: [ForReadiness])
            .AddCheck<DatabaseCheck>(Database, tags: [ForConsole])
            .AddCheck<DiskCheck>(Disk, HealthStatus.Degraded, [ForConsole]);
        return services;
    }

    /// <summary>The server is not being stopped.</summary>
    private sealed class RunningCheck(IHostApplicationLifetime lifetime) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
            Task.FromResult(
                lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy()
            );
    }

    /// <summary>A message can be stored, or could be a moment ago: anybody may ask for readiness, so results are reused.</summary>
    private sealed class CommitCheck(DatabaseState database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) =>
            await database.CanWriteAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }

    /// <summary>The database can be read and written right now.</summary>
    private sealed class DatabaseCheck(IServiceScopeFactory scopes, DatabaseState state) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<LiveChatDbContext>().Installations.CountAsync(cancellationToken);
            return await state.CanWriteAsync(cancellationToken, isRemembered: false)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded();
        }
    }

    /// <summary>Files can be written beside the database and among the media.</summary>
    private sealed class DiskCheck(IDatabaseEngine engine, MediaSettings media) : IHealthCheck
    {
        /// <summary>One block of a disk, because a smaller file may fit where nothing else does.</summary>
        private const int ProbeBytes = 4096;

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            if (engine.Directory is { } directory)
                ProbeDirectory(directory);
            ProbeDirectory(media.Directory);
            return Task.FromResult(HealthCheckResult.Healthy());
        }

        private static void ProbeDirectory(string directory)
        {
            PrivateFiles.CreateDirectory(directory);
            using var probe = PrivateFiles.Create(Path.Combine(directory, $".{Path.GetRandomFileName()}"), FileOptions.DeleteOnClose);
            probe.Write(new byte[ProbeBytes]);
            probe.Flush(flushToDisk: true);
        }
    }
}
