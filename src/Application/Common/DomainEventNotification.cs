using LiveChat.Domain.Common;
using MediatR;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Common;

/// <summary>A committed domain event on its way to its handlers. Closed over the event's own type, because the container finds no handler by variance.</summary>
public sealed record DomainEventNotification<TEvent>(TEvent Event) : INotification
    where TEvent : IDomainEvent;

public static class CommittedEvents
{
    /// <summary>Tells of what is committed; that whoever asked for it is gone by now changes nothing.</summary>
    public static Task PublishCommittedAsync<TEvent>(this IMediator mediator, TEvent domainEvent)
        where TEvent : IDomainEvent => mediator.Publish(new DomainEventNotification<TEvent>(domainEvent), CancellationToken.None);
}

/// <summary>
/// Reacts to a committed event. What fails here must not fail the command, which is already durable: it is logged, and
/// clients heal by asking for what they lack.
/// </summary>
public abstract class DomainEventHandler<TEvent>(ILogger logger) : INotificationHandler<DomainEventNotification<TEvent>>
    where TEvent : IDomainEvent
{
    public async Task Handle(DomainEventNotification<TEvent> notification, CancellationToken cancellationToken)
    {
        try
        {
            await HandleAsync(notification.Event, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            RequestLog.EventHandlerFailed(logger, exception, GetType().Name, typeof(TEvent).Name);
        }
    }

    protected abstract Task HandleAsync(TEvent domainEvent, CancellationToken cancellationToken);
}
