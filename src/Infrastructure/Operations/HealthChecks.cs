using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure.Operations;

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
    private sealed class DatabaseCheck(SqliteDatabase database, DatabaseState state) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            await using var connection = new SqliteConnection(database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "SELECT COUNT(*) FROM installation";
            await command.ExecuteScalarAsync(cancellationToken);
            return await state.CanWriteAsync(cancellationToken, isRemembered: false)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded();
        }
    }

    /// <summary>Files can be written beside the database and among the media.</summary>
    private sealed class DiskCheck(SqliteDatabase database, MediaSettings media) : IHealthCheck
    {
        /// <summary>One block of a disk, because a smaller file may fit where nothing else does.</summary>
        private const int ProbeBytes = 4096;

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken)
        {
            ProbeDirectory(Path.GetDirectoryName(database.FilePath!)!);
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
