using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Persistence;
using LiveChat.IntegrationTests.Followers;
using LiveChat.IntegrationTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.EventLog;

/// <summary>What stands in the log.</summary>
public sealed class EventLogTests
{
    [Fact]
    public async Task Log_WhenBothWaysOfWritingCommit_ShouldHoldIdsInOrderAndNoMessageTwice()
    {
        await using var server = await ChatServer.StartAsync();
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var first = (await buyer.SendAsync(conversation, "a secret")).Id();
        await merchant.MarkReadAsync(conversation, 1);
        var second = (await buyer.SendAsync(conversation, "another secret")).Id();
        await buyer.RecallAsync(second);
        await merchant.PutAsync("/api/users/me", new { description = "New here" }).ShouldBe(200);
        await buyer.PostAsync("/api/auth/logout").ShouldBe(204);

        var log = (await ReadAsync(server)).FindAll(e => e.Type != nameof(UserRegistered));

        Assert.Equal(
            [nameof(ConversationStarted), nameof(ConversationRead), nameof(MessageRecalled), nameof(UserChanged), nameof(SessionEnded)],
            log.Select(e => e.Type)
        );
        Assert.Equal(
            [0, 1, 2, 2, 2],
            log.Select(e =>
                e.AfterMessageId < first ? 0
                : e.AfterMessageId < second ? 1
                : 2
            )
        );
        Assert.DoesNotContain(log, e => e.Data.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_WhenAChangeFails_ShouldHoldNothingOfIt()
    {
        await using var server = await ChatServer.StartAsync();
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var before = (await ReadAsync(server)).Count;

        await buyer.PutAsync($"/api/conversations/{conversation}/read", new { sequence = 9 }).ShouldBeProblem("validation_failed");
        await Answer.ReadAsync(await server.Admin.Http.DeleteAsync($"/api/users/{server.Admin.Id}")).ShouldBeProblem("conflict");

        Assert.Equal(before, (await ReadAsync(server)).Count);
    }

    [Fact]
    public async Task Trim_WhenEventsAreOld_ShouldKeepWhatSomebodyHasStillToFollow()
    {
        await using var server = await ChatServer.StartAsync(
            FollowerStartup.Argument,
            "--Greeting:Opens=00:00",
            "--Greeting:Closes=23:59:59"
        );
        for (var i = 0; i < 3; i++)
            await server.CreatePairAsync();
        await using var scope = server.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LiveChatDbContext>();
        var ids = (await ReadAsync(server)).Select(e => e.Id).ToList();
        var (third, last) = (ids[^3], ids[^1]);
        await Eventually.Async(() => db.Followers.AllAsync(f => f.EventId >= last));
        // As if a week had passed, in which one of the followers came only so far.
        await db.Events.Where(e => e.Id < last).ExecuteUpdateAsync(e => e.SetProperty(x => x.CreatedAt, DateTimeOffset.UnixEpoch));
        await db.Followers.ExecuteUpdateAsync(f => f.SetProperty(x => x.EventId, third));

        await server.Services.GetRequiredService<LogTrimmer>().TrimAsync(CancellationToken.None);
        Assert.Equal(ids[^2..], (await ReadAsync(server)).Select(e => e.Id));

        await db.Followers.ExecuteUpdateAsync(f => f.SetProperty(x => x.EventId, last));
        await server.Services.GetRequiredService<LogTrimmer>().TrimAsync(CancellationToken.None);
        Assert.Equal(ids[^1..], (await ReadAsync(server)).Select(e => e.Id));
    }

    private static async Task<List<LoggedEvent>> ReadAsync(ChatServer server)
    {
        await using var scope = server.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LiveChatDbContext>().Events.AsNoTracking().OrderBy(e => e.Id).ToListAsync();
    }
}
