using System.Security.Cryptography;
using System.Text;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace LiveChat.Infrastructure.Nodes.Redis;

/// <summary>
/// Knows the other nodes by Redis. Each node keeps there what connections it has, as a lease that it renews every 3 s, and announces each
/// change to the others, who hold all of it in memory. A node that falls silent is forgotten with its connections. While Redis is gone, the
/// others are remembered as they were, for a while.
/// </summary>
internal sealed class RedisNodes : BackgroundService, INodes
{
    public static readonly TimeSpan BeatInterval = TimeSpan.FromSeconds(3);

    /// <summary>The time without a word after which a node is gone.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    /// <summary>How long the others are remembered while Redis is gone.</summary>
    private static readonly TimeSpan LongestBreak = TimeSpan.FromSeconds(60);

    private readonly RedisLink _link;
    private readonly IServiceScopeFactory _scopes;
    private readonly NodeSettings _settings;
    private readonly ChatMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger<RedisNodes> _logger;
    private readonly NodeDirectory _directory = new();
    private readonly OwnGroups _own;
    private readonly OtherNodes _others;
    private readonly SemaphoreSlim _wake = new(0, 1);
    private volatile bool _isBroken;
    private volatile bool _isStopping;
    private long _echoedAt;
    private long _brokenAt;

    public RedisNodes(
        RedisLink link,
        IServiceScopeFactory scopes,
        NodeSettings settings,
        ChatMetrics metrics,
        TimeProvider clock,
        ILogger<RedisNodes> logger
    )
    {
        (_link, _scopes, _settings, _metrics, _clock, _logger) = (link, scopes, settings, metrics, clock, logger);
        _own = new OwnGroups(link, settings.Id);
        _others = new OtherNodes(_directory, _own, clock, logger);
        _directory.Changed += change => Changed?.Invoke(change);
        link.Changed += LinkChanged;
    }

    public event Action<GroupChange>? Changed;

    /// <summary>Raised with what another node pushes to the connections of this one.</summary>
    public event Action<ReadOnlyMemory<byte>>? PushReceived;

    /// <summary>
    /// Raised when pushes go and come again after a break, with the time since which they may have been lost, as a timestamp.
    /// </summary>
    public event Action<long>? Healed;

    public bool HasCompany => !_isBroken && _directory.Count > 0;

    public bool IsWhole => !_isBroken;

    public int CountOthers => _directory.Count;

    private RedisChannel Announcements => RedisChannel.Literal($"{_link.Prefix}nodes");

    public int CountElsewhere(string group) => _directory.CountOf(group);

    public IReadOnlyCollection<string> NodesOf(IReadOnlyList<string> groups) => _directory.NodesOf(groups);

    public Task AnnounceAsync(string group, int count)
    {
        var announced = _own.Set(group, count);
        if (_isBroken)
            return Task.CompletedTask;
        Wake();
        return announced;
    }

    /// <summary>Sends pushes to a node. What can't be sent is healed later.</summary>
    public async Task PublishAsync(string node, byte[] pushes)
    {
        try
        {
            await _link.Subscriber.PublishAsync(ChannelOf(node), pushes);
        }
        catch (Exception exception) when (RedisLink.IsAtFault(exception))
        {
            PushesWereLost();
        }
    }

    /// <summary>Marks that other nodes lack pushes of this one, so that their clients are told as soon as that is possible.</summary>
    public void PushesWereLost()
    {
        if (_isStopping || _isBroken)
            return;
        _brokenAt = _clock.GetTimestamp();
        _isBroken = true;
        _metrics.NodesParted();
        RedisLog.Broken(_logger);
    }

    /// <summary>Makes this node known, and reads who else is there, before the first client connects.</summary>
    /// <exception cref="SettingsException">Redis can't be reached, or the nodes do not have the same keys.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var scope = _scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<LiveChatDbContext>();
            var createdAt = (await db.Installations.AsNoTracking().SingleAsync(cancellationToken)).CreatedAt;
            await _link.OpenAsync($"{createdAt.UtcTicks:x}");
        }

        try
        {
            await JoinAsync();
        }
        catch (Exception exception) when (RedisLink.IsAtFault(exception))
        {
            throw RedisLink.Unreachable(exception);
        }

        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _isStopping = true;
        Wake();
        await base.StopAsync(cancellationToken);
        try
        {
            await _own.LeaveAsync(Announcements);
        }
        catch (Exception exception) when (RedisLink.IsAtFault(exception))
        {
            // The others notice by its silence that this node is gone.
        }
    }

    public override void Dispose()
    {
        _link.Changed -= LinkChanged;
        _wake.Dispose();
        _others.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var beatenAt = _clock.GetTimestamp();
        while (!_isStopping)
        {
            var rest = BeatInterval - _clock.GetElapsedTime(beatenAt);
            if (rest > TimeSpan.Zero)
                await _wake.WaitAsync(rest, stoppingToken);
            if (_clock.GetElapsedTime(beatenAt) >= BeatInterval || _own.MustRewrite)
            {
                beatenAt = _clock.GetTimestamp();
                await BeatAsync();
                await _others.ForgetSilentAsync(_isBroken ? LongestBreak : Lease);
            }
            else
            {
                await TryAsync(() => _own.AnnounceChangesAsync(Announcements));
            }
        }
    }

    private async Task JoinAsync()
    {
        await RefuseOtherKeysAsync();
        _echoedAt = _clock.GetTimestamp();
        (await _link.Subscriber.SubscribeAsync(Announcements)).OnMessage(m => TakeAsync((byte[])m.Message!));
        (await _link.Subscriber.SubscribeAsync(ChannelOf(_settings.Id))).OnMessage(m => PushReceived?.Invoke((byte[])m.Message!));
        foreach (var node in await _own.LivingNodesAsync())
            await _others.ReadAsync(node);
        await BeatAsync();
    }

    private RedisChannel ChannelOf(string node) => RedisChannel.Literal($"{_link.Prefix}to:{node}");

    private async Task BeatAsync()
    {
        if (_clock.GetElapsedTime(_echoedAt) > BeatInterval * 2.5)
            PushesWereLost();
        await TryAsync(() => _own.BeatAsync(Announcements, KeyCheck(), Lease));
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception) when (RedisLink.IsAtFault(exception))
        {
            _own.MustRewrite = true;
            PushesWereLost();
        }
        catch (Exception exception)
        {
            _own.MustRewrite = true;
            RedisLog.Failed(_logger, exception);
        }
        finally
        {
            _own.Finish();
        }

        // Redis is asked again after a pause, and not as fast as it refuses.
        if (_own.MustRewrite && !_isStopping)
            await Task.Delay(250);
    }

    private void LinkChanged(bool isConnected)
    {
        if (!isConnected)
            PushesWereLost();
        _own.MustRewrite = true;
        Wake();
    }

    private void Wake()
    {
        try
        {
            if (_wake.CurrentCount == 0)
                _wake.Release();
        }
        catch (Exception exception) when (exception is SemaphoreFullException or ObjectDisposedException)
        {
            // It is awake already, or has ended.
        }
    }

    private async Task TakeAsync(byte[] bytes)
    {
        try
        {
            if (Announcement.Read(bytes) is not { } announcement)
                return;
            if (announcement.Node == _settings.Id)
                await EchoedAsync();
            else
                await _others.TakeAsync(announcement);
        }
        catch (Exception exception) when (RedisLink.IsAtFault(exception))
        {
            PushesWereLost();
        }
        catch (Exception exception)
        {
            RedisLog.Failed(_logger, exception);
        }
    }

    /// <summary>What this node announced came back to it, so the way there and back is whole.</summary>
    private async Task EchoedAsync()
    {
        var before = _echoedAt;
        _echoedAt = _clock.GetTimestamp();
        if (!_isBroken)
            return;
        await _others.RenewAsync();
        // Something may have been lost a little before that was noticed.
        var since = Math.Min(before, _brokenAt) - (long)(BeatInterval.TotalSeconds * _clock.TimestampFrequency);
        _isBroken = false;
        RedisLog.Whole(_logger);
        Healed?.Invoke(since);
    }

    private async Task RefuseOtherKeysAsync()
    {
        foreach (var node in await _own.LivingNodesAsync())
        {
            if (await _own.KeyCheckOfAsync(node) is { } check && check != KeyCheck())
                throw new SettingsException(
                    $"Jwt:SigningKey or Messages:SealingKey is not that of the node {node}, which serves the same database. Give all nodes the same keys."
                );
        }
    }

    /// <summary>Tells whether nodes have the same keys, without telling the keys.</summary>
    private string KeyCheck() =>
        Convert.ToHexStringLower(HMACSHA256.HashData(_settings.Keys, Encoding.UTF8.GetBytes($"{_link.Prefix}nodes")).AsSpan(0, 8));
}
