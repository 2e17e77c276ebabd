using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

[Collection(HubTests.Name)]
public sealed class DeliveryTests(ChatServer server)
{
    [Fact]
    public Task MessageReceived_WhenManySendAtOnce_ShouldReachEveryTabOnceAndInOrder() =>
        DeliveryCheck.RunAsync(server, Scale.Of(20_000, atLeast: 500), TimeSpan.FromSeconds(30));
}
