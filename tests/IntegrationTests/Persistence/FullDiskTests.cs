using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Persistence;

/// <summary>A disk that fills up under a running server, and is emptied again.</summary>
public sealed class FullDiskTests
{
    [SmallDiskFact]
    public async Task Server_WhenItsDiskIsFull_ShouldRefuseSaySoAndGoOnOnceThereIsRoom()
    {
        using var disk = new SmallDisk();
        await using var server = await ServerProcess.StartAsync(disk.Path);
        using var buyer = await server.SignInAsync("/api/auth/demo", new { user_id = "b1" });
        using var started = await buyer.PostAsJsonAsync("/api/conversations", new { target_user_id = "m1" });
        var conversation = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt64();
        var acknowledged = new List<string>();

        async Task<int> SendAsync(string content)
        {
            var id = ChatUser.NewClientMessageId();
            using var sent = await buyer.PostAsJsonAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft(content, id));
            if (sent.IsSuccessStatusCode)
                acknowledged.Add(id);
            return (int)sent.StatusCode;
        }

        async Task<int> StatusOfAsync(string path)
        {
            using var answer = await buyer.GetAsync(path);
            return (int)answer.StatusCode;
        }

        Assert.Equal(201, await SendAsync("before"));
        disk.Fill();
        var statuses = new HashSet<int>();
        // What still fits into the write-ahead log is taken.
        for (var i = 0; i < 200 && !statuses.Contains(503); i++)
            statuses.Add(await SendAsync(new string('y', 4000)));

        Assert.Contains(503, statuses);
        Assert.DoesNotContain(500, statuses);
        await Eventually.Async(async () => await StatusOfAsync("/health/ready") == 503);
        Assert.Equal(200, await StatusOfAsync("/health/live"));
        Assert.Equal(200, await StatusOfAsync($"/api/conversations/{conversation}/messages"));
        using (var upload = await buyer.PostAsync("/api/uploads", Uploading.Form("a.txt", Uploading.TextOf(100_000))))
            Assert.Equal(503, (int)upload.StatusCode);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(disk.Path, "media", "staged")));

        disk.Empty();
        await Eventually.Async(async () => await StatusOfAsync("/health/ready") == 200);
        Assert.Equal(201, await SendAsync("after"));
        var stored = await buyer.GetFromJsonAsync<JsonElement>($"/api/conversations/{conversation}/messages?limit=100");
        var ids = stored.Results().Select(m => m.Text("client_message_id")).ToHashSet();
        Assert.All(acknowledged, id => Assert.Contains(id, ids));
    }
}

/// <summary>A file system of a few megabytes in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly string _filler;

    public SmallDisk(int megabytes = 16)
    {
        if (!TryMount(_directory.Path, megabytes))
            throw new InvalidOperationException("The file system can't be mounted.");
        _filler = System.IO.Path.Combine(_directory.Path, "filler");
    }

    /// <summary>Why there can be none on this machine, or null.</summary>
    public static string? MissingReason { get; } = Try() ? null : "Only root may mount the file system that this test fills.";

    public string Path => _directory.Path;

    public void Fill()
    {
        using var file = new FileStream(_filler, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        var block = new byte[4096];
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Empty() => File.Delete(_filler);

    public void Dispose()
    {
        Run("umount", "-l", _directory.Path);
        _directory.Dispose();
    }

    private static bool Try()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        using var directory = new TempDirectory();
        if (!TryMount(directory.Path, 1))
            return false;
        Run("umount", directory.Path);
        return true;
    }

    private static bool TryMount(string path, int megabytes) =>
        Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={megabytes}m"), "tmpfs", path);

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test on SQLite with a file system of its own, which only root may mount.</summary>
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        if (TestDatabase.IsPostgreSql)
            Skip = "The database is on another machine.";
        else
            Skip = SmallDisk.MissingReason;
    }
}
