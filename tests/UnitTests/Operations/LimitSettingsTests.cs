using LiveChat.Infrastructure.Settings;

namespace LiveChat.UnitTests.Operations;

public class LimitSettingsTests
{
    private static readonly Limit Any = new(1, TimeSpan.FromSeconds(1));

    [Theory]
    [InlineData(null, 20_000, 2_000, false)]
    [InlineData(65_536L, 20_000, 2_000, false)]
    [InlineData(4_096L, 3_496, 1_748, true)]
    [InlineData(1_024L, 424, 212, true)]
    [InlineData(300L, 10, 5, true)]
    public void Within_WhenTheSystemAllowsFewHandles_ShouldLeaveSomeForDatabaseAndFiles(long? handles, int inAll, int anonymous, bool isCut)
    {
        var limits = new LimitSettings(true, Any, Any, Any, Any, Any, Any, Any, Any)
        {
            Connections = 10,
            ConnectionsInAll = 20_000,
            AnonymousConnections = 2_000,
            AnonymousConnectionsPerAddress = 200,
        }.Within(handles);

        Assert.Equal((inAll, anonymous, isCut), (limits.ConnectionsInAll, limits.AnonymousConnections, limits.IsCut));
    }
}
