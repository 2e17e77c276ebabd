using System.Reflection;

namespace LiveChat.Infrastructure.EventLog;

/// <summary>A class that follows the log, and how it is handed an event.</summary>
public sealed class FollowerType
{
    private static readonly MethodInfo FollowMethod = typeof(FollowerType).GetMethod(
        nameof(Follow),
        BindingFlags.NonPublic | BindingFlags.Static
    )!;

    private readonly (Type EventType, Func<object, IDomainEvent, CancellationToken, Task> Follow)[] _follows;

    public FollowerType(Type type)
    {
        Type = type;
        _follows =
        [
            .. from implemented in type.GetInterfaces()
            where implemented.IsGenericType && implemented.GetGenericTypeDefinition() == typeof(IFollow<>)
            let eventType = implemented.GetGenericArguments()[0]
            select (
                eventType,
                FollowMethod.MakeGenericMethod(eventType).CreateDelegate<Func<object, IDomainEvent, CancellationToken, Task>>()
            ),
        ];
    }

    public Type Type { get; }

    public string Name => Type.Name;

    public bool Wants(Type eventType) => Array.Exists(_follows, f => f.EventType.IsAssignableFrom(eventType));

    public async Task FollowAsync(object follower, IDomainEvent domainEvent, CancellationToken cancellationToken)
    {
        foreach (var (eventType, follow) in _follows)
        {
            if (eventType.IsInstanceOfType(domainEvent))
                await follow(follower, domainEvent, cancellationToken);
        }
    }

    private static Task Follow<TEvent>(object follower, IDomainEvent domainEvent, CancellationToken cancellationToken)
        where TEvent : IDomainEvent => ((IFollow<TEvent>)follower).FollowAsync((TEvent)domainEvent, cancellationToken);
}

/// <summary>A class of pushes that ask the store, and the events that they are about.</summary>
public sealed record QueryingPushType(Type PushType, Type EventType)
{
    public static Type EventOf(Type pushType)
    {
        var type = pushType.BaseType;
        while (type is not null && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(QueryingPush<>)))
            type = type.BaseType;
        return type?.GetGenericArguments()[0]
            ?? throw new ArgumentException($"{pushType.Name} is no {typeof(QueryingPush<>).Name}.", nameof(pushType));
    }
}
