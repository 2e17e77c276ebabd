using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LiveChat.Infrastructure.Backups;
using LiveChat.IntegrationTests.CommandLine;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Backups;

/// <summary>What is not restored: archives that are not as they were made, places that are not empty.</summary>
[Collection(AloneCollection.Name)]
public sealed class RestoreRefusalTests : IAsyncLifetime, IDisposable
{
    private readonly Place _shop = new();
    private readonly Place _other = new();

    private string Whole => _shop.FileIn("shop.zip");

    public async Task InitializeAsync()
    {
        await using var server = await _shop.StartAsync();
        await Shop.OpenAsync(server);
        await _shop.BackUpAsync(Whole);
        await server.TerminateAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _shop.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task Restore_WhenTheArchiveIsNotAsItWasMade_ShouldLeaveThePlaceEmpty()
    {
        ShouldRefuse(Changed("cut.zip", path => File.WriteAllBytes(path, File.ReadAllBytes(path)[..^300])), "damaged");
        ShouldRefuse(Changed("no.zip", path => File.WriteAllText(path, "no archive")), "damaged");
        ShouldRefuse(Changed("more.zip", Zip(zip => zip.CreateEntry("files/uploads/extra.txt"))), "does not name");
        ShouldRefuse(Changed("less.zip", Zip(zip => Picture(zip).Delete())), "missing");
        ShouldRefuse(
            Changed("manifest.zip", Zip(zip => Replace(zip, "\"messages\": 6", "\"messages\": 5", hasComment: false))),
            "is not the one"
        );
        ShouldRefuse(Changed("form.zip", Zip(zip => Replace(zip, "\"format\": 1", "\"format\": 2"))), "another version");
        ShouldRefuse(Changed("root.zip", Zip(zip => Rename(zip, "/etc/outside.png"))), "belongs into no backup");
        ShouldRefuse(Changed("in.zip.unfinished", _ => { }), "not finished");
        ShouldRefuse(_shop.FileIn("none.zip"), "There is no file");
        var path = Changed("path.zip", Zip(zip => Rename(zip, "files/../../outside.png")));
        var other = Changed("other.zip", Zip(zip => Overwrite(Picture(zip), [1, 2, 3])));
        ShouldRefuse(path, "belongs into no backup");
        ShouldRefuse(other, "not what was backed up");
        foreach (
            var (file, words) in new[]
            {
                (path, "belongs into no backup"),
                (other, "not what was backed up"),
                (Changed("mode.zip", Zip(zip => Replace(zip, "\"is_demo\": true", "\"is_demo\": false"))), "Demo:Enabled is true"),
                (Changed("later.zip", Zip(zip => Replace(zip, "\"schema\": \"2", "\"schema\": \"9"))), "later version"),
            }
        )
            Place.ShouldRefuse(await _other.RunAsync("restore", file), words);
        Place.ShouldRefuse(await ServerProcess.RunAsync(_other.Path, ["backup", "verify", other]), "not what was backed up");
        Assert.Empty(Directory.EnumerateFiles(_other.Path, "*.png", SearchOption.AllDirectories));
        Assert.False(File.Exists(_other.FileIn("livechat.db")));

        await _other.RestoreAsync(Whole);
    }

    [Fact]
    public async Task Restore_WhenThePlaceIsNotEmpty_ShouldChangeNothing()
    {
        Directory.CreateDirectory(_other.Media);
        await File.WriteAllTextAsync(Path.Combine(_other.Media, "of somebody.txt"), "");
        Place.ShouldRefuse(await _other.RunAsync("restore", Whole), "files already");
        File.Delete(Path.Combine(_other.Media, "of somebody.txt"));
        Place.ShouldRefuse(await _shop.RunAsync("restore", Whole), "database already");
        await using var server = await _shop.StartAsync();
        Place.ShouldRefuse(await _shop.RunAsync("restore", Whole), "already running");
        await server.TerminateAsync();
    }

    [SqliteFact]
    public async Task Restore_WhenItEndedInTheMiddle_ShouldKeepServersOffAndBeCompletedByTheNext()
    {
        await _other.RestoreAsync(Whole);
        var mark = Path.Combine(_other.Media, "livechat-restore.unfinished");
        // All was in place, and only the mark was not gone yet.
        var database = await TestDatabase.InAsync(_other.Path);
        var epoch = (await database.QueryAsync("SELECT epoch FROM installation", row => row.GetString(0))).Single();
        await File.WriteAllTextAsync(mark, epoch);
        Place.ShouldRefuse(await _other.RunAsync("serve"), "was not finished");
        await _other.RestoreAsync(Whole);
        Assert.False(File.Exists(mark));

        // The files were in place, and the database was still unpacked beside its own.
        await File.WriteAllTextAsync(mark, epoch);
        File.Move(_other.FileIn("livechat.db"), _other.FileIn("livechat.db.restoring"));
        Place.ShouldRefuse(await _other.RunAsync("serve"), "was not finished");
        Assert.False(File.Exists(_other.FileIn("livechat.db")));
        await _other.RestoreAsync(Whole);

        Assert.False(File.Exists(mark));
        Assert.False(File.Exists(_other.FileIn("livechat.db.restoring")));
        Assert.Equal(6, await database.CountAsync("SELECT COUNT(*) FROM messages"));
        Assert.NotEqual(epoch, (await database.QueryAsync("SELECT epoch FROM installation", row => row.GetString(0))).Single());
    }

    /// <summary>Verifying looks at an archive as restoring does, without a place to restore to.</summary>
    private static void ShouldRefuse(string file, string words) =>
        Assert.Contains(
            words,
            Assert.Throws<BackupException>(() => BackupChecker.Verify(file, CancellationToken.None)).Message,
            StringComparison.Ordinal
        );

    private string Changed(string name, Action<string> change)
    {
        var path = _shop.FileIn(name);
        File.Copy(Whole, path, overwrite: true);
        change(path);
        return path;
    }

    private static Action<string> Zip(Action<ZipArchive> change) =>
        path =>
        {
            using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
            change(zip);
        };

    private static ZipArchiveEntry Picture(ZipArchive zip) =>
        zip.Entries.Single(e => e.FullName.EndsWith("/picture.png", StringComparison.Ordinal));

    /// <summary>A picture under another name, in the archive and in its manifest.</summary>
    private static void Rename(ZipArchive zip, string name)
    {
        var picture = Picture(zip);
        var old = picture.FullName;
        using var content = new MemoryStream();
        using (var stream = picture.Open())
            stream.CopyTo(content);
        picture.Delete();
        Overwrite(zip.CreateEntry(name), content.ToArray());
        Replace(zip, $"\"{old}\"", $"\"{name}\"");
    }

    /// <summary>Changes the manifest, with the hash that belongs to it.</summary>
    private static void Replace(ZipArchive zip, string old, string changed, bool hasComment = true)
    {
        var entry = zip.GetEntry("manifest.json")!;
        using var reader = new StreamReader(entry.Open());
        var text = reader.ReadToEnd();
        Assert.Contains(old, text, StringComparison.Ordinal);
        reader.Dispose();
        var bytes = Encoding.UTF8.GetBytes(text.Replace(old, changed, StringComparison.Ordinal));
        Overwrite(entry, bytes);
        if (hasComment)
            zip.Comment = "LiveChat backup, SHA-256 of manifest.json: " + Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static void Overwrite(ZipArchiveEntry entry, byte[] content)
    {
        using var stream = entry.Open();
        stream.SetLength(0);
        stream.Write(content);
    }
}
