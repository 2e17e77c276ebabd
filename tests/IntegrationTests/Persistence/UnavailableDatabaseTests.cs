using LiveChat.Infrastructure.Persistence;
using LiveChat.IntegrationTests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.IntegrationTests.Persistence;

/// <summary>A database that takes nothing, for a while.</summary>
public sealed class UnavailableDatabaseTests : IAsyncLifetime
{
    private ChatServer _server = null!;

    public async Task InitializeAsync() => _server = await ChatServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [SqliteFact]
    public async Task Write_WhenAnotherProgramHoldsTheDatabase_ShouldBeUnavailableAndNotReadyUntilItLetsGo()
    {
        var (buyer, merchant, conversation) = await _server.CreatePairAsync();
        await using var tab = await buyer.ConnectAsync();
        await buyer.SendAsync(conversation, "before");
        using (var holder = new SqliteConnection($"Data Source={_server.DatabasePath};Pooling=False"))
        {
            holder.Open();
            using var command = holder.CreateCommand();
            command.CommandText = "BEGIN IMMEDIATE";
            command.ExecuteNonQuery();

            // All at once: each waits for the database, and none for the others.
            var send = buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft("refused"));
            var sends = Enumerable
                .Range(0, 5)
                .Select(i => buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft($"refused {i}")))
                .ToList();
            var call = tab.ShouldRefuseAsync(
                "SendMessage",
                new
                {
                    conversation_id = conversation,
                    client_message_id = "x",
                    type = "text",
                    content = "refused",
                },
                "unavailable"
            );
            var reply = merchant.PostAsync("/api/quick-replies", new { content = "refused" });
            using (var ready = await _server.Anonymous.GetAsync("/health/ready"))
                Assert.Equal(503, (int)ready.StatusCode);
            await buyer.GetAsync("/api/conversations").ShouldBe(200);
            var problem = await send.ShouldBeProblem("unavailable");
            Assert.Contains("保存", problem.Text("detail"), StringComparison.Ordinal);
            foreach (var other in sends)
                await other.ShouldBeProblem("unavailable");
            await call;
            await reply.ShouldBeProblem("unavailable");
        }

        await Eventually.Async(async () => (await Answer.ReadAsync(await _server.Anonymous.GetAsync("/health/ready"))).Status == 200);
        await buyer.SendAsync(conversation, "after");
        Assert.Equal(2, (await buyer.ReadConversationAsync(conversation)).Number("last_sequence"));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(8, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(14, true)]
    [InlineData(19, false)]
    public void IsAtFault_WhenTheEngineFails_ShouldTellTheDatabasesFaultsFromOurs(int code, bool expected)
    {
        Assert.Equal(expected, DatabaseState.IsAtFault(new SqliteException("", code)));
        Assert.Equal(expected, DatabaseState.IsAtFault(new DbUpdateException("", new SqliteException("", code))));
    }
}
