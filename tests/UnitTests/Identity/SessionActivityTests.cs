using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Presence;
using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Identity;

public sealed class SessionActivityTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new(Times.Start);
    private readonly ISessionRepository _sessions = Substitute.For<ISessionRepository>();
    private readonly ConnectionRegistry _connections = new();
    private readonly UserSession _session = SessionFactory.Create("mine");
    private readonly ServiceProvider _services;
    private readonly SessionActivity _activity;

    public SessionActivityTests()
    {
        _sessions.FindAsync(Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<CancellationToken>()).Returns([_session]);
        _services = new ServiceCollection().AddSingleton(_sessions).AddSingleton<IUnitOfWork, InlineUnitOfWork>().BuildServiceProvider();
        _activity = new SessionActivity(
            _services.GetRequiredService<IServiceScopeFactory>(),
            _connections,
            _clock,
            new RecordingLogger<SessionActivity>()
        );
    }

    public void Dispose()
    {
        _activity.Dispose();
        _services.Dispose();
    }

    [Fact]
    public async Task Seen_WhenManyTimes_ShouldBeStoredTogetherAndOnce()
    {
        _clock.Advance(TimeSpan.FromSeconds(10));
        _activity.Seen("mine");
        _clock.Advance(TimeSpan.FromSeconds(10));
        _activity.Seen("mine");

        Assert.Equal(Times.Start.AddSeconds(20), _activity.LastSeenAt(_session));
        Assert.Equal(Times.Start, _session.LastSeenAt);

        // What waits is stored when the server stops.
        await _activity.StopAsync(CancellationToken.None);
        await _activity.StopAsync(CancellationToken.None);

        Assert.Equal(Times.Start.AddSeconds(20), _session.LastSeenAt);
        await _sessions.Received(1).FindAsync(Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public void LastSeenAt_WhenTheSessionHoldsAConnection_ShouldBeNow()
    {
        _connections.Add(
            new OpenConnection("tab", UserFactory.BuyerId, "mine", Times.Start.AddDays(7), _ => Task.CompletedTask, () => { })
        );
        _clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal(Times.Start.AddHours(3), _activity.LastSeenAt(_session));
    }
}
