using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Settings;
using LiveChat.IntegrationTests.Support;
using LiveChat.WebApi.CommandLine;
using LiveChat.WebApi.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Media;

/// <summary>A database and its files know each other.</summary>
public sealed class FileStoreMarkTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Serve_WhenTheFilesWereMovedWithTheirMark_ShouldStart()
    {
        await StartAsync("a");

        Directory.Move(PathOf("a"), PathOf("b"));

        await StartAsync("b");
    }

    [Fact]
    public async Task Serve_WhenTheDirectoryIsAnother_ShouldRefuseUntilItIsAdopted()
    {
        await StartAsync("a");

        var empty = await Assert.ThrowsAsync<SettingsException>(() => StartAsync("b"));
        Assert.Contains(PathOf("b"), empty.Message, StringComparison.Ordinal);
        Assert.Contains("livechat files adopt", empty.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(PathOf("b"), FileStoreMark.FileName));

        await File.WriteAllTextAsync(Path.Combine(PathOf("b"), FileStoreMark.FileName), new string('0', 32));
        var foreign = await Assert.ThrowsAsync<SettingsException>(() => StartAsync("b"));
        Assert.Contains("another database", foreign.Message, StringComparison.Ordinal);
        await StartAsync("a");

        Assert.Equal(0, await LiveChatCommands.RunAsync(["files", "adopt", .. await ArgumentsAsync("b")]));

        await StartAsync("b");
        await Assert.ThrowsAsync<SettingsException>(() => StartAsync("a"));
    }

    [Fact]
    public async Task Serve_WhenTheMarkIsDamaged_ShouldRefuse()
    {
        await StartAsync("a");
        await File.WriteAllTextAsync(Path.Combine(PathOf("a"), FileStoreMark.FileName), "");

        await Assert.ThrowsAsync<SettingsException>(() => StartAsync("a"));
    }

    [Fact]
    public async Task Serve_WhenTheInstallationIsOlderThanMarks_ShouldAdoptItsFiles()
    {
        await StartAsync("a");
        File.Delete(Path.Combine(PathOf("a"), FileStoreMark.FileName));
        await (await TestDatabase.InAsync(_directory.Path)).ExecuteAsync("UPDATE installation SET file_store_id = NULL");

        await StartAsync("a");

        Assert.True(File.Exists(Path.Combine(PathOf("a"), FileStoreMark.FileName)));
        await Assert.ThrowsAsync<SettingsException>(() => StartAsync("b"));
    }

    [Theory]
    [InlineData("a", "a", 4)]
    [InlineData("a", "b", 2)]
    public async Task Check_WhenServersStartForTheFirstTimeAtOnce_ShouldAgreeOnOneStore(string first, string second, int expected)
    {
        List<WebApplication> servers = [];
        for (var i = 0; i < 4; i++)
            servers.Add(LiveChatServer.Build(await ArgumentsAsync(i % 2 == 0 ? first : second)));
        await UseAsync<DatabaseInitializer>(servers[0], database => database.InitializeAsync());

        var started = await Task.WhenAll(servers.Select(server => Task.Run(() => IsRightAsync(server))));

        Assert.Equal(expected, started.Count(isRight => isRight));
        var marks = await Task.WhenAll(
            Directory
                .EnumerateFiles(_directory.Path, FileStoreMark.FileName, SearchOption.AllDirectories)
                .Select(f => File.ReadAllTextAsync(f))
        );
        Assert.Equal(
            Assert.Single(marks),
            Assert.Single(
                await (await TestDatabase.InAsync(_directory.Path)).QueryAsync(
                    "SELECT file_store_id FROM installation",
                    row => row.GetString(0)
                )
            )
        );
        foreach (var server in servers)
            await server.DisposeAsync();
    }

    private static async Task<bool> IsRightAsync(WebApplication server)
    {
        try
        {
            await UseAsync<FileStoreMark>(server, mark => mark.CheckAsync(CancellationToken.None));
            return true;
        }
        catch (SettingsException)
        {
            return false;
        }
    }

    private static async Task UseAsync<T>(WebApplication server, Func<T, Task> use)
        where T : notnull
    {
        await using var scope = server.Services.CreateAsyncScope();
        await use(scope.ServiceProvider.GetRequiredService<T>());
    }

    private string PathOf(string media) => Path.Combine(_directory.Path, media);

    private async Task<string[]> ArgumentsAsync(string media) =>
        [
            "--environment=Development",
            "--Urls=http://127.0.0.1:0",
            $"--DataDirectory={_directory.Path}",
            $"--Media:Directory={PathOf(media)}",
            "--Logging:LogLevel:Default=None",
            .. (await TestDatabase.InAsync(_directory.Path)).Arguments,
        ];

    /// <summary>What a server does before it listens.</summary>
    private async Task StartAsync(string media)
    {
        await using var server = LiveChatServer.Build(await ArgumentsAsync(media));
        await ServeCommand.InitializeAsync(server);
    }
}
