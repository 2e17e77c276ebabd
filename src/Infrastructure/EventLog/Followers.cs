using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure.EventLog;

/// <summary>Runs the followers of the log, each by itself, on one of the nodes.</summary>
internal sealed class Followers(
    IEnumerable<FollowerType> types,
    IDatabaseEngine engine,
    CommittedEvents committed,
    IServiceScopeFactory scopes,
    ChatMetrics metrics,
    TimeProvider clock,
    ILogger<Followers> logger
) : BackgroundService
{
    private readonly IReadOnlyList<Follower> _followers =
    [
        .. types.Select(type => new Follower(type, engine, committed, scopes, metrics, clock, logger)),
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
    ChatMetrics metrics,
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

    /// <summary>The time up to which it has followed everything, as a timestamp; 0 while another node follows.</summary>
    private long _completeAt;
    private volatile bool _isAtEnd;

    public string Name => type.Name;

    public LogPlace Place => _place;

    /// <summary>Since the server began.</summary>
    public long Failures { get; private set; }

    /// <summary>Since when the same event fails; null while all goes well.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    /// <summary>How far it lies behind; null while another node follows.</summary>
    public TimeSpan? Lag =>
        Interlocked.Read(ref _completeAt) is var at and not 0
            ? _isAtEnd
                ? TimeSpan.Zero
                : clock.GetElapsedTime(at)
            : null;

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
                    Interlocked.Exchange(ref _completeAt, 0);
                    await Task.Delay(Interval, clock, stoppingToken);
                    continue;
                }

                if (!isLeading)
                {
                    Interlocked.Exchange(ref _completeAt, clock.GetTimestamp());
                    await RetryAsync(LoadPlaceAsync, stoppingToken);
                }

                isLeading = true;
                var isAtEnd = await FollowStretchAsync(stoppingToken);
                await StoreDuePlaceAsync(stoppingToken);
                if (!isAtEnd)
                    continue;
                _isAtEnd = true;
                await _appended.WaitAsync(Interval, stoppingToken);
                _isAtEnd = false;
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
        long readAt = 0;
        await RetryAsync(
            async ct =>
            {
                readAt = clock.GetTimestamp();
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
        if (stretch.IsLast)
            Interlocked.Exchange(ref _completeAt, readAt);
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
                metrics.FollowerFailed(Name);
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
