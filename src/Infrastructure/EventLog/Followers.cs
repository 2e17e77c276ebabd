using System.Reflection;
using LiveChat.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure.EventLog;

/// <summary>Runs the followers of the log, each by itself, on one of the nodes.</summary>
internal sealed class Followers(
    IEnumerable<FollowerType> types,
    IDatabaseEngine engine,
    CommittedEvents committed,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<Followers> logger
) : BackgroundService
{
    private readonly IReadOnlyList<Follower> _followers =
    [
        .. types.Select(type => new Follower(type, engine, committed, scopes, clock, logger)),
    ];

    public IReadOnlyList<Follower> All => _followers;

    public override void Dispose()
    {
        foreach (var follower in _followers)
            follower.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_followers.Select(f => Task.Run(() => f.RunAsync(stoppingToken), stoppingToken)));
}

/// <summary>One follower: its place in the log, its pace and its failures.</summary>
internal sealed class Follower(
    FollowerType type,
    IDatabaseEngine engine,
    CommittedEvents committed,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger logger
) : IDisposable
{
    private const int BatchSize = 100;

    /// <summary>How long a follower waits for this process to write before it looks whether another one did.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How often a place is stored at most, since each time costs a commit; what was followed since comes again after a crash.
    /// </summary>
    private static readonly TimeSpan StoreInterval = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _appended = new(0, 1);
    private LogPlace _place;
    private LogPlace _stored;
    private long _storedAt;

    public string Name => type.Name;

    public LogPlace Place => _place;

    /// <summary>Since the server began.</summary>
    public long Failures { get; private set; }

    /// <summary>Since when the same event fails; null while all goes well.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        committed.Appended += Wake;
        try
        {
            for (var isLeading = false; ; )
            {
                // Another node follows as long as it lives; this one goes on where that one stood.
                if (!engine.IsLeader)
                {
                    isLeading = false;
                    await Task.Delay(Interval, clock, stoppingToken);
                    continue;
                }

                if (!isLeading)
                    await RetryAsync(LoadPlaceAsync, stoppingToken);
                isLeading = true;
                var isAtEnd = await FollowStretchAsync(stoppingToken);
                await StoreDuePlaceAsync(stoppingToken);
                if (isAtEnd)
                    await _appended.WaitAsync(Interval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await StoreLastPlaceAsync();
        }
        finally
        {
            committed.Appended -= Wake;
        }
    }

    public void Dispose() => _appended.Dispose();

    private async Task StoreDuePlaceAsync(CancellationToken stoppingToken)
    {
        if (clock.GetElapsedTime(_storedAt) >= StoreInterval)
            await RetryAsync(StorePlaceAsync, stoppingToken);
    }

    private async Task StoreLastPlaceAsync()
    {
        try
        {
            await StorePlaceAsync(CancellationToken.None);
        }
        catch (Exception exception)
        {
            FollowerLog.PlaceNotStored(logger, exception, Name);
        }
    }

    private void Wake()
    {
        // At one already, it will look in any case.
        if (_appended.CurrentCount > 0)
            return;
        try
        {
            _appended.Release();
        }
        catch (SemaphoreFullException) { }
    }

    /// <returns>Whether the stretch was the last that there is.</returns>
    private async Task<bool> FollowStretchAsync(CancellationToken stoppingToken)
    {
        LogStretch? stretch = null;
        await RetryAsync(
            async ct =>
            {
                await using var scope = scopes.CreateAsyncScope();
                stretch = await scope.ServiceProvider.GetRequiredService<EventLogReader>().ReadAsync(_place, type.Wants, BatchSize, ct);
            },
            stoppingToken
        );
        var begin = _place;
        foreach (var entry in stretch!.Entries)
        {
            await RetryAsync(ct => FollowAsync(entry, ct), stoppingToken);
            _place = entry.Place;
            await StoreDuePlaceAsync(stoppingToken);
        }

        _place = stretch.End;
        return _place == begin;
    }

    private async Task FollowAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        await type.FollowAsync(scope.ServiceProvider.GetRequiredService(type.Type), entry.Event, cancellationToken);
    }

    /// <summary>Tries until it succeeds, with longer and longer pauses; nothing behind it is touched before.</summary>
    private async Task RetryAsync(Func<CancellationToken, Task> attempt, CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await attempt(stoppingToken);
                FailingSince = null;
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Failures++;
                FailingSince ??= clock.GetUtcNow();
                FollowerLog.Failed(logger, exception, Name, pause.TotalSeconds);
            }

            await Task.Delay(pause, clock, stoppingToken);
        }
    }

    private async Task LoadPlaceAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var places = scope.ServiceProvider.GetRequiredService<FollowerPlaces>();
        _place = _stored = await places.FindAsync(Name, cancellationToken);
        _storedAt = clock.GetTimestamp();
    }

    private async Task StorePlaceAsync(CancellationToken cancellationToken)
    {
        if (_place == _stored || !engine.IsLeader)
            return;
        var place = _place;
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FollowerPlaces>().StoreAsync(Name, place, cancellationToken);
        (_stored, _storedAt) = (place, clock.GetTimestamp());
    }
}

internal static partial class FollowerLog
{
    [LoggerMessage(80, LogLevel.Error, "{Follower} failed and tries the same again in {Seconds:0.00} s; nobody else waits for it")]
    public static partial void Failed(ILogger logger, Exception exception, string follower, double seconds);

    [LoggerMessage(82, LogLevel.Warning, "Where {Follower} stands could not be stored; what it followed since comes to it again")]
    public static partial void PlaceNotStored(ILogger logger, Exception exception, string follower);

    [LoggerMessage(81, LogLevel.Warning, "The event log could not be trimmed; it is tried again later")]
    public static partial void TrimFailed(ILogger logger, Exception exception);
}

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
