using System.Net;
using LiveChat.WebApi.Limits;

namespace LiveChat.IntegrationTests.Limits;

public class ConnectionGateTests
{
    private static readonly IPAddress Busy = IPAddress.Parse("203.0.113.1");
    private static readonly IPAddress Other = IPAddress.Parse("203.0.113.2");
    private static readonly IPAddress Proxy = IPAddress.Parse("10.0.0.1");

    private readonly ConnectionGate _gate = Create(
        ("Limits:AnonymousConnectionsPerAddress", "5"),
        ("Limits:AnonymousConnections", "12"),
        ("Limits:ConnectionsInAll", "20")
    );
    private readonly List<string> _closed = [];

    [Fact]
    public void TryEnter_WhenAnAddressHasTooMany_ShouldCloseItsOldest()
    {
        Enter(Other, "other");
        for (var i = 0; i < 7; i++)
            Assert.NotNull(Enter(Busy, $"busy {i}"));

        Assert.Equal(["busy 0", "busy 1"], _closed);
        Assert.Equal(6, _gate.Count);
    }

    [Fact]
    public void TryEnter_WhenTheOldestIsBeingAnswered_ShouldCloseOneThatKeepsTheServerWaiting()
    {
        var entered = Enumerable.Range(0, 5).Select(i => Enter(Busy, $"busy {i}")!).ToList();
        entered[0].RequestRead();
        // It has been used since, so others have waited longer.
        entered[1].RequestRead();
        entered[1].Waits();

        Enter(Busy, "newcomer");
        Assert.Equal(["busy 2"], _closed);

        entered.ForEach(e => e.RequestRead());
        Enter(Busy, "newcomer 2");
        Assert.Equal(["busy 2", "newcomer"], _closed);
    }

    [Fact]
    public void TryEnter_WhenAllAreBeingAnswered_ShouldRefuse()
    {
        for (var i = 0; i < 5; i++)
            Enter(Busy, $"busy {i}")!.RequestRead();

        Assert.Null(Enter(Busy, "newcomer"));
        Assert.NotNull(Enter(Other, "other"));
        Assert.Empty(_closed);
    }

    [Fact]
    public void TryEnter_WhenPeopleAreSignedIn_ShouldLeaveThemAlone()
    {
        for (var i = 0; i < 8; i++)
            Enter(Busy, $"signed in {i}")!.SignedIn("b1");
        for (var i = 0; i < 30; i++)
            Enter(IPAddress.Parse($"198.51.100.{i}"), $"flood {i}");

        Assert.DoesNotContain(_closed, name => name.StartsWith("signed in", StringComparison.Ordinal));
        Assert.Equal(20, _gate.Count);
        // There is always room for one more to sign in.
        Enter(Other, "newcomer")!.SignedIn("b2");
        Assert.DoesNotContain("newcomer", _closed);
    }

    [Fact]
    public void TryEnter_WhenThroughAProxyThatIsBelieved_ShouldNotCountAsOneAddress()
    {
        for (var i = 0; i < 12; i++)
            Assert.NotNull(Enter(Proxy, $"behind {i}"));

        Assert.Empty(_closed);
    }

    [Fact]
    public void TryEnter_WhenAddressesAreOfOneIPv6Network_ShouldCountThemTogether()
    {
        for (var i = 1; i <= 6; i++)
            Enter(IPAddress.Parse($"2001:db8::{i}"), $"six {i}");

        Assert.Equal(["six 1"], _closed);
    }

    [Fact]
    public void Leave_WhenAllHaveLeft_ShouldHaveRoomForAllAgain()
    {
        var entered = Enumerable.Range(0, 5).Select(i => Enter(Busy, $"first {i}")!).ToList();
        entered[0].SignedIn("b1");
        entered[1].SignedIn(null);
        entered.ForEach(_gate.Leave);
        entered.ForEach(_gate.Leave);
        Assert.Equal(0, _gate.Count);

        for (var i = 0; i < 5; i++)
            Enter(Busy, $"second {i}");
        Assert.Empty(_closed);
        Assert.Equal(5, _gate.Count);
    }

    private GatedConnection? Enter(IPAddress address, string name) => _gate.TryEnter(address, () => _closed.Add(name));

    private static ConnectionGate Create(params (string Key, string Value)[] settings)
    {
        var read = TestEnvironment.Read([.. settings, ("ForwardedHeaders:KnownNetworks:0", "10.0.0.0/8")]);
        return new ConnectionGate(read.Limits, read, TimeProvider.System);
    }
}
