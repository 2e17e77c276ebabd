using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Configuration;

/// <summary>Starts of the server's own executable in a directory of the test's own.</summary>
public abstract class StartTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    protected string DirectoryPath => _directory.Path;

    public void Dispose()
    {
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static void ShouldName(string key, Outcome outcome)
    {
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(key, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    private protected Task<Outcome> RunAsync(string environment, params string[] settings) =>
        ServerProcess.RunAsync(
            DirectoryPath,
            [$"--environment={environment}", $"--DataDirectory={DirectoryPath}", "--Urls=http://127.0.0.1:0", .. settings]
        );
}
