using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using NSubstitute;

namespace LiveChat.UnitTests.Presence;

public class WatchPresenceHandlerTests
{
    private readonly IUserReader _users = Substitute.For<IUserReader>();
    private readonly IPresence _presence = Substitute.For<IPresence>();
    private readonly List<UserId> _asked = [];

    private Task<Result<IReadOnlyList<PresenceDto>>> Watch(Dictionary<UserId, DateTimeOffset?> visible, params string[] ids)
    {
        _users
            .FindVisibleAsync(UserFactory.Actor(), Arg.Any<IReadOnlyCollection<UserId>>(), Arg.Any<CancellationToken>())
            .Returns(visible)
            .AndDoes(call => _asked.AddRange(call.Arg<IReadOnlyCollection<UserId>>()));
        return new WatchPresenceHandler(_users, _presence).Handle(
            new WatchPresenceQuery(UserFactory.Actor(), "connection-1", ids),
            CancellationToken.None
        );
    }

    [Fact]
    public async Task Handle_WhenSomeAreVisible_ShouldWatchAndTellThoseAlone()
    {
        _presence.IsOnline(UserFactory.MerchantId).Returns(true);

        var told = (await Watch(new() { [UserFactory.MerchantId] = null, [UserFactory.PlatformId] = Times.Start }, "m1", "p1", "b2")).Value;

        Assert.Equal([new PresenceDto("m1", true, null), new PresenceDto("p1", false, Times.Start)], told);
        _presence
            .Received(1)
            .Watch(
                "connection-1",
                Arg.Is<IReadOnlyCollection<UserId>>(ids => ids.SequenceEqual(new[] { UserFactory.MerchantId, UserFactory.PlatformId }))
            );
    }

    [Fact]
    public async Task Handle_WhenIdsAreDoubleOrMalformed_ShouldAskForEachOnceAndSkipTheRest()
    {
        await Watch([], "m1", "m1", "not an id", "", null!);

        Assert.Equal([UserFactory.MerchantId], _asked);
    }

    [Fact]
    public async Task Handle_WhenNobodyIsAskedFor_ShouldReplaceTheLastWatch()
    {
        Assert.Empty((await Watch([])).Value);

        _presence.Received(1).Watch("connection-1", Arg.Is<IReadOnlyCollection<UserId>>(ids => ids.Count == 0));
    }

    [Fact]
    public async Task Handle_WhenWatching_ShouldWatchBeforeItLooks()
    {
        await Watch(new() { [UserFactory.MerchantId] = null }, "m1");

        Received.InOrder(() =>
        {
            _presence.Watch("connection-1", Arg.Any<IReadOnlyCollection<UserId>>());
            _presence.IsOnline(UserFactory.MerchantId);
        });
    }
}
