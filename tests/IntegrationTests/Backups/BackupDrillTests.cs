using System.Collections.Concurrent;
using System.Net.Http.Json;
using LiveChat.Infrastructure.Backups;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Backups;

/// <summary>Backups under load, some of them killed: each that was finished has what was acknowledged before it began, and no other is one.</summary>
[Collection(AloneCollection.Name)]
public sealed class BackupDrillTests : IDisposable
{
    private const int Senders = 4;

    private readonly Place _shop = new();
    private readonly ConcurrentDictionary<string, long> _acknowledged = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Backups_WhenMadeUnderLoadAndSomeAreKilled_ShouldBeWholeOrNone()
    {
        var made = new List<(string File, List<string> Before)>();
        var folder = _shop.FileIn("nightly");
        await using (var server = await _shop.StartAsync($"--Backup:Directory={folder}"))
        {
            using var buyer = await server.SignInAsync("/api/auth/demo", new { user_id = "b1" });
            var conversation = (await PostAsync(buyer, "/api/conversations", new { target_user_id = "m1" })).Body.Id();
            using var end = new CancellationTokenSource();
            await UploadAsync(buyer, conversation);
            var sending = Enumerable.Range(0, Senders).Select(i => SendAsync(buyer, conversation, i, end.Token)).ToList();
            var count = Scale.Of(10, atLeast: 3);
            for (var i = 0; i < count; i++)
            {
                await Eventually.Async(() => _acknowledged.Count >= 50 * (i + 1));
                List<string> before = [.. _acknowledged.Keys];
                var file = _shop.FileIn($"{i}.zip");
                if (i is 1 or 6)
                    await ShouldBeNoneWhenKilledAsync(file);
                else
                    made.Add((await _shop.BackUpAsync(file), before));
            }

            await end.CancelAsync();
            await Task.WhenAll(sending);
            // The first one of the server itself is made as soon as it runs.
            await Eventually.Async(
                () => Directory.Exists(folder) && Directory.GetFiles(folder, "*.zip").Length == 1,
                deadline: TimeSpan.FromMinutes(2)
            );
            await server.TerminateAsync();
        }

        foreach (var (file, before) in made)
            await ShouldHoldAllAsync(file, before);
        await ShouldMakeUpForTheKilledOneAsync(folder);
    }

    private async Task ShouldBeNoneWhenKilledAsync(string file)
    {
        using var process = await ServerProcess.BeginAsync(
            _shop.Path,
            "backup",
            file,
            "--environment=Development",
            $"--DataDirectory={_shop.Path}"
        );
        await Eventually.Async(() => process.HasExited || new FileInfo($"{file}.unfinished") is { Exists: true, Length: > 1_000_000 });
        Assert.False(process.HasExited, "The backup was faster than the test.");
        process.Kill();
        await process.WaitForExitAsync();

        Assert.False(File.Exists(file));
        Assert.Throws<BackupException>(() => BackupChecker.Verify($"{file}.unfinished", CancellationToken.None));
        var renamed = $"{file}.renamed.zip";
        File.Copy($"{file}.unfinished", renamed);
        Assert.Throws<BackupException>(() => BackupChecker.Verify(renamed, CancellationToken.None));
        // What it left is in nobody's way.
        await _shop.BackUpAsync(file);
    }

    private async Task ShouldMakeUpForTheKilledOneAsync(string folder)
    {
        foreach (var file in Directory.GetFiles(folder))
            File.Delete(file);
        await using (var server = await _shop.StartAsync($"--Backup:Directory={folder}"))
        {
            await Eventually.Async(
                () => Directory.GetFiles(folder, "*.zip.unfinished").Any(f => new FileInfo(f) is { Exists: true, Length: > 1_000_000 }),
                deadline: TimeSpan.FromMinutes(1)
            );
            await server.KillAsync();
        }

        Assert.Empty(Directory.GetFiles(folder, "*.zip"));
        await using (var server = await _shop.StartAsync($"--Backup:Directory={folder}"))
        {
            await Eventually.Async(() => Directory.GetFiles(folder, "*.zip").Length == 1, deadline: TimeSpan.FromMinutes(1));
            await server.TerminateAsync();
        }

        await ShouldHoldAllAsync(Assert.Single(Directory.GetFiles(folder)), [.. _acknowledged.Keys]);
    }

    private static async Task ShouldHoldAllAsync(string file, List<string> before)
    {
        using var place = new Place();
        await place.RestoreAsync(file);
        var database = await TestDatabase.InAsync(place.Path);
        var stored = await database.QueryAsync(
            "SELECT client_message_id, sequence FROM messages ORDER BY sequence",
            row => (Id: row.GetString(0), Sequence: row.GetInt64(1))
        );
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(i => (long)i), stored.Select(s => s.Sequence));
        Assert.Empty(before.Except(stored.Select(s => s.Id)));
        Assert.Equal(stored.Count, await database.CountAsync("SELECT last_sequence FROM conversations"));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(place.Media, "uploads"), "*", SearchOption.AllDirectories).Length);
    }

    private async Task SendAsync(HttpClient buyer, long conversation, int sender, CancellationToken end)
    {
        for (var i = 0; !end.IsCancellationRequested; i++)
        {
            var id = $"{sender}-{i}";
            var sent = await PostAsync(buyer, $"/api/conversations/{conversation}/messages", ChatUser.Draft($"message {id}", id));
            _acknowledged[id] = sent.Body.Number("sequence");
        }
    }

    /// <summary>Files enough that a backup can be killed in the middle.</summary>
    private static async Task UploadAsync(HttpClient buyer, long conversation)
    {
        for (var i = 0; i < 2; i++)
        {
            using var form = Uploading.Form("large.txt", Uploading.TextOf(10_000_000));
            var file = await Answer.ReadAsync(await buyer.PostAsync("/api/uploads", form)).ShouldBe(201);
            await PostAsync(buyer, $"/api/conversations/{conversation}/messages", Uploading.DraftOf(file.Id(), "file"));
        }
    }

    private static async Task<Answer> PostAsync(HttpClient client, string path, object body)
    {
        var answer = await Answer.ReadAsync(await client.PostAsJsonAsync(path, body));
        Assert.True(answer.Status is 200 or 201, answer.Text);
        return answer;
    }
}
