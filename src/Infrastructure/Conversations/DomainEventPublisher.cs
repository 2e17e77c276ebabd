using System.Collections.Concurrent;
using System.Threading.Channels;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure.Conversations;

/// <summary>
/// Publishes committed events, one after the other in the order of their commits, beside the writer so that it need not wait.
/// </summary>
public sealed class DomainEventPublisher(IServiceScopeFactory scopes, HeadsBroadcaster heads) : BackgroundService
{
    private static readonly ConcurrentDictionary<Type, Func<IDomainEvent, INotification>> Closers = new();

    private readonly Channel<IReadOnlyList<IDomainEvent>> _queue =
        Channel.CreateUnbounded<IReadOnlyList<IDomainEvent>>(new UnboundedChannelOptions { SingleReader = true });

    public void Enqueue(IReadOnlyList<IDomainEvent> events) => _queue.Writer.TryWrite(events);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (_queue.Reader.TryRead(out var events))
            {
                await using var scope = scopes.CreateAsyncScope();
                var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
                foreach (var domainEvent in events)
                {
                    if (domainEvent is ConversationEvent { Conversation: var conversation })
                        heads.Changed(conversation);
                    await mediator.Publish(Close(domainEvent), CancellationToken.None);
                }
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } running)
            await running.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    private static INotification Close(IDomainEvent domainEvent) => Closers.GetOrAdd(
        domainEvent.GetType(),
        type => typeof(DomainEventPublisher)
            .GetMethod(nameof(CloserOf), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(type)
            .Invoke(null, null) as Func<IDomainEvent, INotification> ?? throw new InvalidOperationException())(domainEvent);

    private static Func<IDomainEvent, INotification> CloserOf<TEvent>()
        where TEvent : IDomainEvent => domainEvent => new DomainEventNotification<TEvent>((TEvent)domainEvent);
}
