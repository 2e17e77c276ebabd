namespace LiveChat.Domain.Common;

/// <summary>An aggregate that collects its events until the change is committed and they are published.</summary>
public abstract class AggregateRoot
{
    private List<IDomainEvent>? _events;

    /// <summary>Hands over the events raised since the last call, oldest first, and forgets them.</summary>
    public IReadOnlyList<IDomainEvent> TakeEvents()
    {
        if (_events is not { Count: > 0 } events)
            return [];
        _events = null;
        return events;
    }

    protected void Raise(IDomainEvent domainEvent) => (_events ??= []).Add(domainEvent);
}

/// <summary>
/// Something that happened to an aggregate, named in the past tense. Stands in the log with the commit that it belongs to, and is told
/// after that, never before.
/// </summary>
public interface IDomainEvent;
