using System.Diagnostics;
using System.Globalization;

namespace LiveChat.Bench;

/// <summary>
/// <c>send</c> at a rate, undisturbed and while one backup after the other is made of a database of 500,000 messages with 200 MB of files.
/// </summary>
internal static class BackupScenario
{
    private const int Messages = 500_000;
    private const int Files = 200;
    private const int FileBytes = 1_000_000;
    private const int DefaultRate = 1000;

    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var target = await ProductTarget.CreateAsync(options, cancellationToken);
        var rows = new List<Dictionary<string, object>>();
        foreach (var isBackedUp in new[] { false, true })
        {
            var directory = Directory.CreateTempSubdirectory("livechat-bench-").FullName;
            try
            {
                rows.Add(await MeasureAsync(target, options, directory, isBackedUp, cancellationToken));
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }

        Report.Print(rows);
    }

    private static async Task<Dictionary<string, object>> MeasureAsync(
        ProductTarget target,
        Options options,
        string directory,
        bool isBackedUp,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<Pair> pairs;
        await using (var server = await target.StartAsync(cancellationToken, directory))
            pairs = await target.PreparePairsAsync(server, options.Pairs + 1, cancellationToken);
        if (options.Database is null)
            Fill(directory, pairs[options.Pairs]);

        await using var measured = await target.StartAsync(cancellationToken, directory);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var backingUp = isBackedUp ? BackUpAsync(target, directory, end.Token) : Task.FromResult((Count: 0, Seconds: 0.0, Bytes: 0L));
        var run = new SendRun(options with { Deaf = 0, Rate = options.Rate > 0 ? options.Rate : DefaultRate });
        var row = await run.MeasureAsync(target, [measured], cancellationToken);
        await end.CancelAsync();
        var (count, seconds, bytes) = await backingUp;
        row["scenario"] = isBackedUp ? "backup" : "no backup";
        row["backups"] = count;
        row["seconds_each"] = Math.Round(seconds, 1);
        row["archive_mb"] = bytes / 1_000_000;
        var wal = new FileInfo(Path.Combine(directory, "livechat.db-wal"));
        row["wal_mb"] = wal.Exists ? wal.Length / 1_000_000 : 0;
        return row;
    }

    /// <summary>One after the other, until the measurement ends; the one that is then under way is finished.</summary>
    private static async Task<(int Count, double Seconds, long Bytes)> BackUpAsync(
        ProductTarget target,
        string directory,
        CancellationToken end
    )
    {
        var (count, bytes, watch) = (0, 0L, Stopwatch.StartNew());
        while (!end.IsCancellationRequested)
        {
            var file = Path.Combine(directory, $"backup-{count.ToString(CultureInfo.InvariantCulture)}.zip");
            await target.BackUpAsync(directory, file);
            bytes = new FileInfo(file).Length;
            File.Delete(file);
            count++;
        }

        return (count, watch.Elapsed.TotalSeconds / Math.Max(1, count), bytes);
    }

    private static void Fill(string directory, Pair pair)
    {
        Seed.Write(
            directory,
            Seed.Messages(pair.ConversationId, "buyer-0", Messages),
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Files})
            INSERT INTO attachments (uploader_id, kind, name, content_type, size, folder, has_thumbnail, message_id, is_kept, created_at)
            SELECT 'buyer-0', 3, 'file.bin', 'application/octet-stream', {FileBytes}, '2026/01/01/' || printf('%032x', i), 0, i, 0, 1700000000000
            FROM n
            """
        );
        var content = new byte[FileBytes];
        Random.Shared.NextBytes(content);
        for (var i = 1; i <= Files; i++)
        {
            var folder = Directory.CreateDirectory(
                Path.Combine(directory, "media", "uploads", "2026", "01", "01", i.ToString("x32", CultureInfo.InvariantCulture))
            );
            File.WriteAllBytes(Path.Combine(folder.FullName, "file.bin"), content);
        }
    }
}
