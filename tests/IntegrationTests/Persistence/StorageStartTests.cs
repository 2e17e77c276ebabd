using System.Security.Cryptography;
using LiveChat.IntegrationTests.Support;
using Microsoft.Data.Sqlite;

namespace LiveChat.IntegrationTests.Persistence;

/// <summary>What the built server makes of the data that it finds at its start. A refusal is one line and changes nothing.</summary>
public sealed class StorageStartTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Database => Path.Combine(_directory.Path, "livechat.db");

    public void Dispose() => _directory.Dispose();

    [SqliteFact]
    public async Task Serve_WhenTheDatabaseIsOfALaterVersion_ShouldRefuseAndLeaveItAsItIs()
    {
        await MigrateAsync();
        Execute("INSERT INTO __EFMigrationsHistory VALUES ('99990101000000_OfTheFuture', '99.0.0')");
        var before = Hash();

        await ShouldRefuseAsync("later version", $"--DataDirectory={_directory.Path}");

        Assert.Equal(before, Hash());
    }

    [SqliteFact]
    public async Task Serve_WhenTheDatabaseIsEmptyOrOfAnotherProgram_ShouldRefuse()
    {
        await File.WriteAllTextAsync(Database, "");
        await ShouldRefuseAsync("0 bytes", $"--DataDirectory={_directory.Path}");
        Assert.Equal(0, new FileInfo(Database).Length);

        File.Delete(Database);
        Execute("CREATE TABLE notes (text TEXT)");
        var before = Hash();
        await ShouldRefuseAsync("another program", $"--DataDirectory={_directory.Path}");
        Assert.Equal(before, Hash());

        await File.WriteAllTextAsync(Database, new string('x', 5_000));
        await ShouldRefuseAsync("Database:ConnectionString", $"--DataDirectory={_directory.Path}");
    }

    [SqliteFact]
    public async Task Serve_WhenAnotherServerHasTheData_ShouldRefuseUntilThatOneIsGone()
    {
        using var elsewhere = new TempDirectory();
        var link = Path.Combine(elsewhere.Path, "link");
        Directory.CreateSymbolicLink(link, _directory.Path);
        await using (var first = await ServerProcess.StartAsync(_directory.Path))
        {
            await ShouldRefuseAsync("another LiveChat server", $"--DataDirectory={_directory.Path}");
            await ShouldRefuseAsync("another LiveChat server", $"--DataDirectory={link}");
            await ShouldRefuseAsync(
                "another LiveChat server",
                $"--DataDirectory={Path.Combine(elsewhere.Path, "a")}",
                $"--Database:ConnectionString=Data Source={Database}"
            );
            await ShouldRefuseAsync(
                "Media:Directory",
                $"--DataDirectory={Path.Combine(elsewhere.Path, "b")}",
                $"--Media:Directory={Path.Combine(link, "media")}"
            );
            // The command line works beside the server.
            var beside = await ServerProcess.RunAsync(
                _directory.Path,
                ["admin", "create", "a9", "nine", "--password-stdin", "--environment=Development", $"--DataDirectory={_directory.Path}"],
                "a good password 1\n"
            );
            Assert.Equal((0, ""), (beside.ExitCode, beside.Error));
            await first.KillAsync();
        }

        await using var second = await ServerProcess.StartAsync(_directory.Path);
        using var ready = await second.Http.GetAsync("/health/ready");
        Assert.Equal(200, (int)ready.StatusCode);
    }

    [SqliteFact]
    public async Task Serve_WhenOthersMayReadTheFolder_ShouldKeepTheDatabaseToItself()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.SetUnixFileMode(_directory.Path, (UnixFileMode)0b111_101_101);
        await using (await ServerProcess.StartAsync(_directory.Path))
            ShouldBePrivate();

        foreach (var file in DatabaseFiles())
            File.SetUnixFileMode(file, (UnixFileMode)0b110_100_100);
        await using (await ServerProcess.StartAsync(_directory.Path))
            ShouldBePrivate();
    }

    [Fact]
    public async Task Serve_WhenFewFilesMayBeOpen_ShouldSaySoInOneLine()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var process = System.Diagnostics.Process.Start(
            new System.Diagnostics.ProcessStartInfo(
                "bash",
                [
                    "-c",
                    "ulimit -n 256 && exec \"$0\" \"$@\"",
                    ServerProcess.Executable,
                    "--environment=Development",
                    "--Urls=http://127.0.0.1:0",
                    $"--DataDirectory={_directory.Path}",
                ]
            )
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
                WorkingDirectory = _directory.Path,
            }
        )!;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var error = await process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("256 files", Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private async Task MigrateAsync()
    {
        var migrated = await ServerProcess.RunAsync(
            _directory.Path,
            ["db", "migrate", "--environment=Development", $"--DataDirectory={_directory.Path}"]
        );
        Assert.Equal((0, ""), (migrated.ExitCode, migrated.Error));
    }

    private async Task ShouldRefuseAsync(string words, params string[] settings)
    {
        var outcome = await ServerProcess.RunAsync(
            _directory.Path,
            ["--environment=Development", "--Urls=http://127.0.0.1:0", .. settings]
        );

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(words, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private void ShouldBePrivate()
    {
        var files = DatabaseFiles();
        Assert.Contains(files, f => f.EndsWith("-wal", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    private List<string> DatabaseFiles() =>
        [.. Directory.EnumerateFiles(_directory.Path, "livechat.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))];

    private string Hash() => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(Database)));

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        // What is written has to be in the file itself, which is compared.
        command.CommandText = $"PRAGMA journal_mode=DELETE; {sql}";
        command.ExecuteNonQuery();
    }
}
