using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>The web client's own modules on a bad network.</summary>
public sealed class ReconnectTests
{
    [NodeFact]
    public Task Tabs_WhenTheirConnectionsBreakAtRandom_ShouldConvergeToTheServersState() =>
        new ReconnectCheck(Scale.Of(200, atLeast: 20), Scale.Of(5_000, atLeast: 250)).RunAsync();
}
