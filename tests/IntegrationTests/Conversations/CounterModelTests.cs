using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Conversations;

public sealed class CounterModelTests
{
    [Fact]
    public async Task Counters_WhenOperationsInterleave_ShouldBeExactForEveryMember()
    {
        await using var server = await ChatServer.StartAsync();
        await new CounterCheck(server).RunAsync(Scale.Of(100_000, atLeast: 1_000));
    }
}
