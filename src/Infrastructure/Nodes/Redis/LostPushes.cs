using LiveChat.Infrastructure.Conversations;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Work;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Infrastructure.Nodes.Redis;

/// <summary>
/// Tells the clients of every node, after a break, what was pushed meanwhile and did not reach all of them: where the conversations stand,
/// by heads, and everything else by a second push. The database's log says what it was.
/// </summary>
internal sealed class LostPushes : PeriodicService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <summary>How long places are kept, which is longer than it takes to notice a break.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private const int StretchSize = 500;

    private readonly RedisNodes _nodes;
    private readonly CommittedEvents _committed;
    private readonly HeadsBroadcaster _heads;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<LostPushes> _logger;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Lock _lock = new();

    /// <summary>Where the log ended at which time, the oldest first. While there is a break, none is added and none is dropped.</summary>
    private readonly List<(long At, LogPlace Place)> _places = [];

    /// <summary>From where on the log has to be told again; null while nothing is lost.</summary>
    private LogPlace? _from;

    public LostPushes(
        RedisNodes nodes,
        CommittedEvents committed,
        HeadsBroadcaster heads,
        IServiceScopeFactory scopes,
        TimeProvider clock,
        ILogger<LostPushes> logger
    )
        : base(Interval, clock)
    {
        (_nodes, _committed, _heads, _scopes, _logger) = (nodes, committed, heads, scopes, logger);
        nodes.Healed += Healed;
    }

    public override void Dispose()
    {
        _nodes.Healed -= Healed;
        _turn.Dispose();
        base.Dispose();
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await NoteEndAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        await TellAsync(cancellationToken);
        if (_nodes.IsWhole)
            await NoteEndAsync(cancellationToken);
    }

    protected override void LogFailure(Exception exception) => RedisLog.HealingFailed(_logger, exception);

    private void Healed(long since)
    {
        lock (_lock)
        {
            var before = _places.LastOrDefault(p => p.At <= since, _places[0]).Place;
            _from = _from is { } earlier && earlier.MessageId < before.MessageId ? earlier : before;
        }

        _ = Task.Run(async () =>
        {
            try
            {
                await TellAsync(CancellationToken.None);
            }
            catch (Exception exception)
            {
                // The next round tries it again.
                LogFailure(exception);
            }
        });
    }

    private async Task NoteEndAsync(CancellationToken cancellationToken)
    {
        var at = Clock.GetTimestamp();
        await using var scope = _scopes.CreateAsyncScope();
        var end = await scope.ServiceProvider.GetRequiredService<EventLogReader>().FindEndAsync(cancellationToken);
        lock (_lock)
        {
            if (!_nodes.IsWhole && _places.Count > 0)
                return;
            _places.RemoveAll(p => Clock.GetElapsedTime(p.At) > Memory);
            _places.Add((at, end));
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            LogPlace from;
            lock (_lock)
            {
                if (_from is not { } place)
                    return;
                from = place;
            }

            await TellAsync(from, cancellationToken);
            lock (_lock)
                _from = _from == from ? null : _from;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task TellAsync(LogPlace from, CancellationToken cancellationToken)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var log = scope.ServiceProvider.GetRequiredService<EventLogReader>();
        var end = await log.FindEndAsync(cancellationToken);
        await foreach (var conversations in log.ReadConversationsAsync(from, end, cancellationToken))
        {
            foreach (var conversation in conversations)
                _heads.Changed(conversation);
        }

        for (var place = from; place.EventId < end.EventId; )
        {
            var stretch = await log.ReadAsync(place, type => type != typeof(MessagePosted), StretchSize, cancellationToken);
            _committed.PushAgain([.. stretch.Entries.Select(e => e.Event)]);
            if (stretch.End == place)
                break;
            place = stretch.End;
        }
    }
}
