using System.Collections.Concurrent;
using System.Threading.Channels;
using LiveChat.Infrastructure.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure.EventLog;

/// <summary>Pushes what is committed: from memory at once and in order, and what needs a query by a queue for each kind.</summary>
public sealed class PushDispatcher : BackgroundService
{
    private readonly CommittedEvents _committed;
    private readonly ChatMetrics _metrics;
    private readonly IPush[] _pushes;
    private readonly Lane[] _lanes;

    /// <summary>The pushes of each type of event.</summary>
    private readonly ConcurrentDictionary<Type, IPush[]> _pushesOf = new();

    public PushDispatcher(
        CommittedEvents committed,
        IEnumerable<IPush> pushes,
        IEnumerable<QueryingPushType> querying,
        IServiceScopeFactory scopes,
        ChatMetrics metrics
    )
    {
        _committed = committed;
        _metrics = metrics;
        _lanes = [.. querying.Select(q => new Lane(q, scopes))];
        _pushes = [.. pushes, .. _lanes];
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _committed.Complete();
        if (ExecuteTask is { } running)
            await running.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lanes = _lanes.Select(lane => Task.Run(lane.RunAsync, CancellationToken.None)).ToList();
        while (await _committed.Pushes.WaitToReadAsync(CancellationToken.None))
        {
            while (_committed.Pushes.TryRead(out var batch))
            {
                for (var i = 0; i < batch.Events.Count; i++)
                {
                    using var span = batch.Causes?[i] is { } cause ? ChatTraces.BeginPush(cause, batch.CommittedAt, batch.Events[i]) : null;
                    foreach (var push in PushesOf(batch.Events[i]))
                        await push.PushAsync(batch.Events[i]);
                }

                if (batch.CommittedAt != 0)
                    _metrics.Pushed(batch.CommittedAt);
            }
        }

        // The pushes from memory are with the connections. What would still have to be asked for is read by the clients themselves, who are
        // about to reconnect; waiting for all of it could outlast the time that a stop has.
        foreach (var lane in _lanes)
            lane.Stop();
        await Task.WhenAll(lanes);
    }

    private IPush[] PushesOf(IDomainEvent domainEvent) =>
        _pushesOf.TryGetValue(domainEvent.GetType(), out var pushes)
            ? pushes
            : _pushesOf[domainEvent.GetType()] = [.. _pushes.Where(p => p.Takes(domainEvent))];

    /// <summary>The queue of one kind of push that asks the store.</summary>
    private sealed class Lane(QueryingPushType type, IServiceScopeFactory scopes) : IPush
    {
        private readonly Channel<IDomainEvent> _queue = Channel.CreateUnbounded<IDomainEvent>(
            new UnboundedChannelOptions { SingleReader = true }
        );
        private volatile bool _isStopping;

        public bool Takes(IDomainEvent domainEvent) => type.EventType.IsInstanceOfType(domainEvent);

        public Task PushAsync(IDomainEvent domainEvent)
        {
            _queue.Writer.TryWrite(domainEvent);
            return Task.CompletedTask;
        }

        /// <summary>Ends after the push that is under way.</summary>
        public void Stop()
        {
            _isStopping = true;
            _queue.Writer.TryComplete();
        }

        public async Task RunAsync()
        {
            await foreach (var domainEvent in _queue.Reader.ReadAllAsync())
            {
                if (_isStopping)
                    return;
                await using var scope = scopes.CreateAsyncScope();
                await ((IPush)scope.ServiceProvider.GetRequiredService(type.PushType)).PushAsync(domainEvent);
            }
        }
    }
}
