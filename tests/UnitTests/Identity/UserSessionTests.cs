using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Identity;

public class UserSessionTests
{
    [Theory]
    [InlineData("00000000000000000000000000000000", 1)]
    [InlineData("0123456789abcdef0123456789abcdef", 0x123456789abc + 1)]
    [InlineData("ffffffffffffffffffffffffffffffff", 1L << 52)]
    public void Number_WhenAsked_ShouldBePositiveAndWithinWhatABrowserCounts(string id, long number) =>
        Assert.Equal(number, SessionFactory.Create(id).Number);

    [Fact]
    public void IsAliveAt_WhenTimePasses_ShouldEndAtTheExpiry()
    {
        var session = SessionFactory.Create(lifetime: TimeSpan.FromHours(1));

        Assert.True(session.IsAliveAt(Times.Start.AddHours(1).AddTicks(-1)));
        Assert.False(session.IsAliveAt(Times.Start.AddHours(1)));
    }

    [Fact]
    public void End_WhenEndedTwice_ShouldKeepTheFirstReasonAndTime()
    {
        var session = SessionFactory.Create();

        session.End(SessionEndReason.PasswordChanged, Times.Start.AddMinutes(1));
        session.End(SessionEndReason.LoggedOut, Times.Start.AddMinutes(2));

        Assert.Equal((SessionEndReason.PasswordChanged, Times.Start.AddMinutes(1)), (session.EndReason, session.EndedAt));
        Assert.False(session.IsAliveAt(Times.Start));
    }

    [Fact]
    public void Begin_WhenTheClientSaysTooMuch_ShouldCutIt()
    {
        var session = UserSession.Begin(
            "id",
            UserFactory.BuyerId,
            Times.Start,
            TimeSpan.FromHours(1),
            new string('1', 65),
            new string('x', 257)
        );

        Assert.Equal((UserSession.MaxAddressLength, UserSession.MaxUserAgentLength), (session.Address!.Length, session.UserAgent!.Length));
    }

    [Fact]
    public void Begin_WhenTheClientSaysNothing_ShouldKeepNothing()
    {
        var session = UserSession.Begin("id", UserFactory.BuyerId, Times.Start, TimeSpan.FromHours(1), null, null);

        Assert.Equal((null, null, null, Times.Start), (session.Address, session.UserAgent, session.EndedAt, session.LastSeenAt));
    }

    [Fact]
    public void Seen_WhenToldOutOfOrder_ShouldKeepTheLatest()
    {
        var session = SessionFactory.Create();

        session.Seen(Times.Start.AddMinutes(2));
        session.Seen(Times.Start.AddMinutes(1));

        Assert.Equal(Times.Start.AddMinutes(2), session.LastSeenAt);
    }
}
