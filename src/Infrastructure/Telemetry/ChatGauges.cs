using System.Diagnostics.Metrics;
using LiveChat.Infrastructure.Conversations;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Nodes;
using LiveChat.Infrastructure.Operations;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Presence;
using LiveChat.Infrastructure.Settings;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure.Telemetry;

/// <summary>The product's own instruments that are looked at when somebody asks, and cost nothing otherwise.</summary>
internal sealed class ChatGauges : IHostedService
{
    private readonly ChatMetrics _metrics;
    private readonly Followers _followers;
    private readonly DriveInfo _disk;

    public ChatGauges(
        ChatMetrics metrics,
        TelemetrySettings settings,
        ConversationWriter writer,
        ConnectionRegistry connections,
        PresenceTracker presence,
        LimitSettings limits,
        Followers followers,
        INodes nodes,
        IDatabaseEngine engine,
        MediaSettings media,
        IBackupStatus backups
    )
    {
        (_metrics, _followers, _disk) = (metrics, followers, new DriveInfo(engine.Directory ?? media.Directory));
        var meter = metrics.Meter;
        KeyValuePair<string, object?>[] build = [new("version", ServerVersion.Text), new("node", settings.NodeName)];
        meter.CreateObservableGauge(
            "livechat.build.info",
            () => new Measurement<int>(1, build),
            description: "Always 1; its labels tell the version and the name of the server."
        );
        meter.CreateObservableGauge(
            "livechat.writer.queue.length",
            () => writer.QueueLength,
            "{change}",
            "Changes of conversations that wait for the writer."
        );
        meter.CreateObservableGauge("livechat.connections", () => connections.Count, "{connection}", "Open connections of the hub.");
        meter.CreateObservableGauge(
            "livechat.connections.limit",
            () => limits.IsEnabled ? Observed(limits.ConnectionsInAll) : [],
            "{connection}",
            "Connections of all kinds that the server accepts (Limits:ConnectionsInAll)."
        );
        meter.CreateObservableGauge(
            "livechat.users.online",
            () => presence.OnlineUsers.Count,
            "{user}",
            "Users who are online on any server, as far as this one knows."
        );
        meter.CreateObservableGauge("livechat.follower.lag", ObserveLags, "s", "How far each follower of the event log lies behind.");
        meter.CreateObservableGauge("livechat.nodes.others", () => nodes.CountOthers, "{node}", "Other servers that this one knows.");
        meter.CreateObservableGauge(
            "livechat.nodes.connected",
            () => nodes.IsWhole ? 1 : 0,
            description: "1 while pushes reach the other servers, or there can't be any; 0 while the way through Redis is broken."
        );
        meter.CreateObservableGauge(
            "livechat.disk.free",
            () => ObserveDisk(d => d.AvailableFreeSpace),
            "By",
            "Free space on the data's disk."
        );
        meter.CreateObservableGauge(
            "livechat.backup.age",
            () => backups.Look()?.Age is { } age ? [new Measurement<double>(age.TotalSeconds)] : Array.Empty<Measurement<double>>(),
            "s",
            "How long ago the newest of the nightly backups began; nothing where none is made."
        );
        meter.CreateObservableGauge("livechat.disk.size", () => ObserveDisk(d => d.TotalSize), "By", "Size of the data's disk.");
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _metrics.BeginAtZero(_followers.All.Select(f => f.Name));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static IEnumerable<Measurement<long>> Observed(long value) => [new Measurement<long>(value)];

    private IEnumerable<Measurement<double>> ObserveLags() =>
        from follower in _followers.All
        where follower.Lag is not null
        select new Measurement<double>(follower.Lag!.Value.TotalSeconds, new KeyValuePair<string, object?>("follower", follower.Name));

    /// <summary>A disk that is gone has no space to tell of.</summary>
    private IEnumerable<Measurement<long>> ObserveDisk(Func<DriveInfo, long> look)
    {
        try
        {
            return Observed(look(_disk));
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            return [];
        }
    }
}
