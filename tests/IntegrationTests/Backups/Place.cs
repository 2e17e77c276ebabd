using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Backups;

/// <summary>A place for an installation: a directory and its database, with the server and the command line run on it.</summary>
internal sealed class Place : IDisposable
{
    private readonly TempDirectory _directory = new();

    public string Path => _directory.Path;

    public string Media => System.IO.Path.Combine(Path, "media");

    public void Dispose() => _directory.Dispose();

    public string FileIn(string name) => System.IO.Path.Combine(Path, name);

    public Task<ServerProcess> StartAsync(params string[] settings) =>
        ServerProcess.StartAsync(Path, ["--PublicBaseUrl=http://localhost:8000", .. settings]);

    public Task<Outcome> RunAsync(params string[] arguments) =>
        ServerProcess.RunAsync(Path, [.. arguments, "--environment=Development", $"--DataDirectory={Path}", "--Urls=http://127.0.0.1:0"]);

    /// <returns>The archive.</returns>
    public async Task<string> BackUpAsync(string file, params string[] settings)
    {
        var made = await RunAsync(["backup", file, .. settings]);
        Assert.True(made.ExitCode == 0, made.Error);
        return file;
    }

    public async Task RestoreAsync(string file, params string[] settings)
    {
        var restored = await RunAsync(["restore", file, .. settings]);
        Assert.True(restored.ExitCode == 0, restored.Error);
    }

    /// <summary>What an operator keeps apart from the backup.</summary>
    public void TakeKeysFrom(Place other)
    {
        foreach (var name in new[] { "sealing.key", "jwt-signing.key" })
            File.Copy(other.FileIn(name), FileIn(name));
    }

    public static void ShouldRefuse(Outcome outcome, string words)
    {
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(words, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }
}
