using LiveChat.IntegrationTests.Conversations;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Persistence;

/// <summary>A server whose connections go through pgbouncer in transaction mode.</summary>
public sealed class PoolerTests : IAsyncLifetime
{
    private PostgresDatabase? _database;
    private PgBouncer? _bouncer;
    private ChatServer _server = null!;

    public async Task InitializeAsync()
    {
        if (PgBouncer.MissingReason is not null)
            return;
        _database = await PostgresServer.Shared.CreateDatabaseAsync();
        _bouncer = await PgBouncer.StartAsync(_database);
        _server = await PostgreSqlInstallation.StartAsync(_bouncer.WayTo(_database));
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _bouncer?.Dispose();
        _database?.Dispose();
    }

    [PgBouncerFact]
    public Task Messages_WhenTwoNodesSendAtFullSpeed_ShouldHaveEveryNumberOnce() =>
        new TwoWritersCheck(_server).ShouldNumberEachMessageOnceAsync();

    [PgBouncerFact]
    public Task Message_WhenItsRetryRunsOnAnotherNode_ShouldBeTheFirstOne() =>
        new TwoWritersCheck(_server).ShouldGiveTheFirstMessageToARetryAsync();

    [PgBouncerFact]
    public async Task Conversation_WhenEverythingIsDoneToIt_ShouldBePushedAndReadAsItIs()
    {
        var (buyer, merchant, conversation) = await _server.CreatePairAsync();
        await using var tab = await merchant.ConnectAsync();

        var sent = await buyer.SendAsync(conversation, "one");
        await buyer.SendAsync(conversation, "two");
        await tab.WaitForAsync("MessageReceived", m => m.Number("sequence") == 2);
        Assert.Equal(["one", "two"], tab.Events("MessageReceived").Select(m => m.Text("content")));
        await buyer.PostAsync($"/api/messages/{sent.Id()}/recall").ShouldBe(200);
        await tab.WaitForAsync("MessageUpdated", m => m.Id() == sent.Id());
        await merchant.MarkReadAsync(conversation, 2);
        Assert.Equal(0, await merchant.CountUnreadAsync(conversation));

        Assert.Equal(2, (await merchant.ReadConversationAsync(conversation)).Number("last_sequence"));
        Assert.Equal(1, await _database!.CountAsync("SELECT COUNT(*) FROM messages WHERE recalled_at IS NOT NULL"));
    }

    [PgBouncerFact]
    public async Task Backup_WhenOnlyThePoolerIsKnown_ShouldSayWhatToSetAndLeaveNothing()
    {
        using var directory = new TempDirectory();
        var file = Path.Combine(directory.Path, "shop.zip");
        string[] command =
        [
            "backup",
            file,
            "--environment=Development",
            $"--DataDirectory={directory.Path}",
            "--Database:Provider=PostgreSql",
            $"--Database:ConnectionString={_bouncer!.WayTo(_database!)}",
        ];

        var refused = await ServerProcess.RunAsync(directory.Path, command);

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("Backup:ConnectionString", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(directory.Path, "shop.zip*"));

        var made = await ServerProcess.RunAsync(directory.Path, [.. command, $"--Backup:ConnectionString={_database!.ConnectionString}"]);

        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        Assert.True(File.Exists(file));
    }
}
