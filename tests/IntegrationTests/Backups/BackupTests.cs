using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.IntegrationTests.CommandLine;
using LiveChat.IntegrationTests.Support;
using LiveChat.TestData;

namespace LiveChat.IntegrationTests.Backups;

/// <summary>A shop is backed up while it is open, and opens again elsewhere.</summary>
[Collection(AloneCollection.Name)]
public sealed class BackupTests : IDisposable
{
    private readonly Place _shop = new();
    private readonly Place _other = new();

    public void Dispose()
    {
        _shop.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Restore_WhenTheShopWentOnAfterTheBackup_ShouldOpenAsItWasThenInAnotherEpoch()
    {
        var file = _shop.FileIn("shop.zip");
        Shop shop;
        List<string> before;
        string epoch;
        long lastId;
        await using (var server = await _shop.StartAsync())
        {
            shop = await Shop.OpenAsync(server);
            await SendFileAndRecallAsync(server, shop);
            before = await shop.LookAsync(server);
            await _shop.BackUpAsync(file);
            epoch = await EpochAsync(server, shop);
            using var buyer = ClientOf(server, shop);
            var later = await buyer.PostAsJsonAsync(
                $"/api/conversations/{shop.Conversation}/messages",
                ChatUser.Draft("lost with the server")
            );
            lastId = (await Answer.ReadAsync(later).ShouldBe(201)).Id();
            await server.TerminateAsync();
        }

        ShouldHaveNoKeysAndOnlyFilesOfMessages(file);
        Assert.Equal((0, ""), Ended(await _shop.RunAsync("backup", "verify", file)));
        await _other.RestoreAsync(file);
        _other.TakeKeysFrom(_shop);

        await using (var server = await _other.StartAsync())
        {
            Assert.Equal(before, await shop.LookAsync(server));
            Assert.NotEqual(epoch, await EpochAsync(server, shop));
            using var buyer = ClientOf(server, shop);
            var next = await buyer.PostAsJsonAsync($"/api/conversations/{shop.Conversation}/messages", ChatUser.Draft("another"));
            Assert.True((await Answer.ReadAsync(next).ShouldBe(201)).Id() > lastId, "A message was taken for one that was lost.");
            await server.TerminateAsync();
        }

        // What was restored is an installation like any other: it can be backed up, and a server can go on with it.
        await using (var server = await _other.StartAsync())
        {
            await shop.GoOnAsync(server, 9, 0);
            await _other.BackUpAsync(_other.FileIn("again.zip"));
            await server.TerminateAsync();
        }
    }

    [Fact]
    public async Task Backup_WhenAFileIsMissing_ShouldSayWhichAndBeWholeOtherwise()
    {
        var file = _shop.FileIn("shop.zip");
        await using (var server = await _shop.StartAsync())
        {
            await Shop.OpenAsync(server);
            await server.TerminateAsync();
        }

        var lost = Directory.GetFiles(Path.Combine(_shop.Media, "uploads"), "picture.png", SearchOption.AllDirectories).Single();
        File.Delete(lost);

        var made = await _shop.RunAsync("backup", file);

        Assert.Equal(0, made.ExitCode);
        Assert.Contains(Path.GetRelativePath(_shop.Media, lost), Assert.Single(made.ErrorLines), StringComparison.Ordinal);
        var verified = await _shop.RunAsync("backup", "verify", file);
        Assert.Equal(0, verified.ExitCode);
        Assert.Contains("1 files were missing", verified.Output, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Place.ShouldRefuse(await _shop.RunAsync("backup", file), "exists already");
    }

    private static (int, string) Ended(Outcome outcome) => (outcome.ExitCode, outcome.Error);

    private static void ShouldHaveNoKeysAndOnlyFilesOfMessages(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        var names = zip.Entries.Select(e => e.FullName).ToList();
        Assert.Contains(names, n => n.EndsWith("/picture.png", StringComparison.Ordinal));
        Assert.DoesNotContain(names, n => n.Contains("recalled", StringComparison.Ordinal) || n.EndsWith(".key", StringComparison.Ordinal));
        Assert.Equal(zip.Entries.Count, names.Count(n => n.StartsWith("files/uploads/", StringComparison.Ordinal)) + 2);
        Assert.All(
            zip.Entries.Where(e => e.FullName.StartsWith("files/", StringComparison.Ordinal)),
            e => Assert.Equal(e.Length, e.CompressedLength)
        );
        using var manifest = JsonDocument.Parse(zip.GetEntry("manifest.json")!.Open());
        Assert.Equal(names.Count - 1, manifest.RootElement.GetProperty("entries").GetArrayLength());
        Assert.Equal(7, manifest.RootElement.GetProperty("tables").GetProperty("messages").GetInt64());
    }

    private static async Task SendFileAndRecallAsync(ServerProcess server, Shop shop)
    {
        using var buyer = ClientOf(server, shop);
        using var form = Uploading.Form("recalled.pdf", SampleFiles.Pdf());
        var picture = await Answer.ReadAsync(await buyer.PostAsync("/api/uploads", form)).ShouldBe(201);
        var path = $"/api/conversations/{shop.Conversation}/messages";
        var sent = await Answer.ReadAsync(await buyer.PostAsJsonAsync(path, Uploading.DraftOf(picture.Id(), "file"))).ShouldBe(201);
        (await buyer.PostAsync($"/api/messages/{sent.Id()}/recall", null)).EnsureSuccessStatusCode();
    }

    private static async Task<string> EpochAsync(ServerProcess server, Shop shop)
    {
        await using var tab = await ChatConnection.OpenAsync(new Uri(server.Address, "/hubs/chat"), shop.Buyer);
        return (await tab.CallAsync("GetHeads", new { })).Text("epoch");
    }

    private static HttpClient ClientOf(ServerProcess server, Shop shop)
    {
        var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {shop.Buyer}");
        return client;
    }
}
