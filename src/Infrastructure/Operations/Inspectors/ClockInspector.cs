using LiveChat.Infrastructure.Nodes.Redis;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Settings;
using StackExchange.Redis;

namespace LiveChat.Infrastructure.Operations.Inspectors;

/// <summary>
/// Whether the clock agrees with those of database, Redis and file system and with the newest conversation, and whether it was set while
/// this process ran.
/// </summary>
internal sealed class ClockInspector : IInspector
{
    /// <summary>Answers take a while, and a second of difference does no harm.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    /// <summary>How long a jump is told.</summary>
    private static readonly TimeSpan ToldFor = TimeSpan.FromHours(1);

    private readonly IDatabaseEngine _engine;
    private readonly DataDirectory _data;
    private readonly RedisSettings? _redis;
    private readonly TimeProvider _clock;
    private readonly Lock _looking = new();

    /// <summary>The time of the clock, and the time that passed by itself, when both were last looked at.</summary>
    private (DateTimeOffset Time, long Passed) _last;

    private (TimeSpan Jump, DateTimeOffset Noticed)? _jump;

    public ClockInspector(IDatabaseEngine engine, DataDirectory data, TimeProvider clock, IEnumerable<RedisSettings> redis)
    {
        (_engine, _data, _clock, _redis) = (engine, data, clock, redis.FirstOrDefault());
        _last = (clock.GetUtcNow(), clock.GetTimestamp());
    }

    public CheckKind Kind => CheckKind.Clock;

    public async Task<IReadOnlyList<Finding>> InspectAsync(bool isThorough, CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        if (FindJump() is var (jump, noticed))
            findings.Add(Warning("ClockJumped", SecondsOf(jump), noticed.ToString("u")));
        var database = await ExamineAsync(cancellationToken);
        await foreach (var (name, time) in ReadOthersAsync(database?.ServerTime))
        {
            var difference = time - _clock.GetUtcNow();
            if (difference.Duration() > Tolerance)
                findings.Add(Warning("ClockDiffers", name, SecondsOf(difference)));
        }

        if (database?.NewestEntry is { } newest && newest - _clock.GetUtcNow() is var ahead && ahead > Tolerance)
            findings.Add(Warning("ClockBehindEntries", newest.ToString("u"), SecondsOf(ahead)));
        if (findings.Count == 0)
            findings.Add(new Finding(Kind, FindingStatus.Ok, "ClockRight", _clock.GetUtcNow().ToString("u")));
        return findings;
    }

    private static double SecondsOf(TimeSpan time) => Math.Round(time.TotalSeconds, 1);

    private Finding Warning(string name, params object[] arguments) => new(Kind, FindingStatus.Warning, name, arguments);

    /// <summary>The clock is set if it does not go on as time itself does.</summary>
    private (TimeSpan Jump, DateTimeOffset Noticed)? FindJump()
    {
        lock (_looking)
        {
            var now = (Time: _clock.GetUtcNow(), Passed: _clock.GetTimestamp());
            var jump = now.Time - _last.Time - _clock.GetElapsedTime(_last.Passed, now.Passed);
            _last = now;
            if (jump.Duration() > Tolerance)
                _jump = (jump, now.Time);
            if (_jump is { } known && (now.Time - known.Noticed).Duration() > ToldFor)
                _jump = null;
            return _jump;
        }
    }

    private async Task<DatabaseExamination?> ExamineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _engine.ExamineAsync(TimeSpan.Zero, cancellationToken);
        }
        catch (Exception exception) when (DatabaseState.IsAtFault(exception) || PrivateFiles.IsOfDisk(exception))
        {
            // That the database can't be reached is told by its own inspector; so with the others below.
            return null;
        }
    }

    private async IAsyncEnumerable<(string Name, DateTimeOffset Time)> ReadOthersAsync(DateTimeOffset? ofDatabase)
    {
        if (ofDatabase is { } database)
            yield return (_engine.Name, database);
        if (_redis is not null && await ReadRedisAsync(_redis) is { } redis)
            yield return ("Redis", redis);
        if (ReadFileSystem() is { } files)
            yield return (_data.Path, files);
    }

    private static async Task<DateTimeOffset?> ReadRedisAsync(RedisSettings settings)
    {
        try
        {
            await using var connection = await RedisLink.ConnectBrieflyAsync(settings);
            return new DateTimeOffset(await connection.GetServers()[0].TimeAsync(), TimeSpan.Zero);
        }
        catch (Exception exception) when (RedisLink.IsAtFault(exception) || exception is SettingsException)
        {
            return null;
        }
    }

    /// <summary>A directory of another machine has the time of that machine.</summary>
    private DateTimeOffset? ReadFileSystem()
    {
        try
        {
            using var probe = PrivateFiles.Create(Path.Combine(_data.Path, $".{Path.GetRandomFileName()}"), FileOptions.DeleteOnClose);
            probe.WriteByte(0);
            return new DateTimeOffset(File.GetLastWriteTimeUtc(probe.Name), TimeSpan.Zero);
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            return null;
        }
    }
}
