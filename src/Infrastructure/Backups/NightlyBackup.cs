using System.Globalization;
using System.Text.RegularExpressions;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Work;

namespace LiveChat.Infrastructure.Backups;

/// <summary>The directory of the backups that are made by themselves. It may hold other files, which are left alone.</summary>
internal static partial class BackupFolder
{
    private const string TimeFormat = "yyyyMMdd-HHmmss";

    /// <summary>The path of a backup that begins now.</summary>
    public static string PathFor(string directory, DateTimeOffset now) =>
        Path.Combine(directory, $"livechat-{now.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}Z.zip");

    /// <summary>The finished ones with the times when they began; the newest first.</summary>
    public static IReadOnlyList<(string Path, DateTimeOffset At)> List(string directory) =>
        Directory.Exists(directory)
            ?
            [
                .. Directory
                    .EnumerateFiles(directory, "livechat-*.zip")
                    .Select(path => (path, At: TimeOf(Path.GetFileName(path))))
                    .Where(found => found.At is not null)
                    .Select(found => (found.path, found.At!.Value))
                    .OrderByDescending(found => found.Value),
            ]
            : [];

    /// <summary>Removes what a backup left that was killed. One that is still being made is locked, and stays.</summary>
    public static void RemoveUnfinished(string directory)
    {
        foreach (var path in Directory.EnumerateFiles(directory, "livechat-*Z.zip*.unfinished").Where(p => UnfinishedPattern().IsMatch(p)))
        {
            try
            {
                using var own = PrivateFiles.OpenAlone(path);
                File.Delete(path);
            }
            catch (IOException)
            {
                // Another server is at it.
            }
        }
    }

    private static DateTimeOffset? TimeOf(string name) =>
        NamePattern().Match(name) is { Success: true } match
        && DateTimeOffset.TryParseExact(
            match.Groups[1].Value,
            TimeFormat,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        )
            ? time
            : null;

    [GeneratedRegex(@"\Alivechat-([0-9]{8}-[0-9]{6})Z\.zip\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"livechat-[0-9]{8}-[0-9]{6}Z\.zip(\.database)?\.unfinished\z")]
    private static partial Regex UnfinishedPattern();
}

/// <summary>
/// Makes a backup each night, on one of the servers, and removes the oldest. A night that was missed, because no server ran, is made up for
/// at the next start. One that fails is tried again after a while.
/// </summary>
internal sealed partial class NightlyBackup(
    BackupMaker maker,
    BackupSettings settings,
    IDatabaseEngine engine,
    TimeProvider clock,
    ILogger<NightlyBackup> logger
) : PeriodicService(Interval, clock), IBackupStatus
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(30);

    /// <summary>How long after its time a backup may be missing before somebody has to look.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromHours(3);

    private (DateTimeOffset At, string Reason)? _failure;

    public BackupStatus? Look()
    {
        if (settings.Directory is not { } directory)
            return null;
        var now = Clock.GetUtcNow();
        DateTimeOffset? newest = NewestIn(directory);
        return new BackupStatus(
            newest,
            newest is { } at ? now - at : null,
            IsLate: newest is null ? _failure is not null : newest < LastDue(now - Grace),
            _failure?.Reason
        );
    }

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        if (
            settings.Directory is not { } directory
            || !engine.IsLeader
            || NewestIn(directory) >= LastDue(now)
            || now - _failure?.At < RetryAfter
        )
            return;
        try
        {
            PrivateFiles.CreateDirectory(directory);
            BackupFolder.RemoveUnfinished(directory);
            var made = await maker.MakeAsync(BackupFolder.PathFor(directory, now), cancellationToken);
            _failure = null;
            LogMade(logger, made.Path, made.Bytes / 1_000_000.0, made.Manifest.Missing.Count);
            foreach (var (path, _) in BackupFolder.List(directory).Skip(settings.Keep))
                File.Delete(path);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The sentences of these are meant for the operator.
            _failure = (
                now,
                exception is BackupException or SettingsException || PrivateFiles.IsOfDisk(exception)
                    ? exception.Message.ReplaceLineEndings(" ")
                    : exception.GetType().Name
            );
            throw;
        }
    }

    protected override void LogFailure(Exception exception) => LogFailed(logger, exception, RetryAfter.TotalMinutes);

    /// <summary>The last time at which a backup was to begin, in the operator's time zone.</summary>
    private DateTimeOffset LastDue(DateTimeOffset now)
    {
        var today = TimeZoneInfo.ConvertTime(now, settings.TimeZone).Date;
        for (var day = today; ; day = day.AddDays(-1))
        {
            var local = day + settings.At.ToTimeSpan();
            // In the night in which clocks go forward, the hour may be missing.
            if (settings.TimeZone.IsInvalidTime(local))
                local = local.AddHours(1);
            var due = new DateTimeOffset(local, settings.TimeZone.GetUtcOffset(local));
            if (due <= now)
                return due;
        }
    }

    private static DateTimeOffset? NewestIn(string directory) => BackupFolder.List(directory) is [var (_, at), ..] ? at : null;

    [LoggerMessage(
        342,
        LogLevel.Information,
        "A backup was made: {Path}, {Megabytes:0.0} MB; {Missing} files that it should have are missing"
    )]
    private static partial void LogMade(ILogger logger, string path, double megabytes, int missing);

    [LoggerMessage(343, LogLevel.Error, "The nightly backup failed; it is tried again in {Minutes} minutes")]
    private static partial void LogFailed(ILogger logger, Exception exception, double minutes);
}
