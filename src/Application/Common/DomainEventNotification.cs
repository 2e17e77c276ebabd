using LiveChat.Domain.Common;
using MediatR;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Common;

/// <summary>
/// A committed domain event on its way to its handlers. It is generic in the event's own type, because the container does not resolve
/// handlers by variance.
/// </summary>
public sealed record DomainEventNotification<TEvent>(TEvent Event) : INotification
    where TEvent : IDomainEvent;

public static class CommittedEvents
{
    /// <summary>Handles the event. It is not cancelled with the request, because the event is committed.</summary>
    public static Task PublishCommittedAsync<TEvent>(this IMediator mediator, TEvent domainEvent)
        where TEvent : IDomainEvent => mediator.Publish(new DomainEventNotification<TEvent>(domainEvent), CancellationToken.None);
}

/// <summary>
/// Handles a committed event. A failure must not fail the command, which is already durable: it is logged, and clients heal by asking for
/// what they lack.
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
