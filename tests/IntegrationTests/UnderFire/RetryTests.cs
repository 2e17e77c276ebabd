using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

public sealed class RetryTests
{
    [Fact]
    public async Task SendMessage_WhenTriedUpToFiveTimesAtOnceByBothDoorsAndAcrossRestarts_ShouldMakeOneOfEach()
    {
        await using var server = await ChatServer.StartAsync();
        using var check = new IdempotencyCheck(server, Scale.Of(20_000, atLeast: 400));
        await check.RunAsync();
    }
}
