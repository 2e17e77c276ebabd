using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Presence;
using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Identity;

public sealed class SessionRegistryTests : IDisposable
{
    private readonly IServiceScopeFactory _scopes = Substitute.For<IServiceScopeFactory>();
    private readonly ConnectionRegistry _connections = new();
    private readonly RecordingLogger<SessionRegistry> _logger = new();
    private readonly List<(string ConnectionId, string Reason)> _ended = [];
    private readonly SessionRegistry _registry;

    public SessionRegistryTests() =>
        _registry = new SessionRegistry(
            _scopes,
            Substitute.For<IDatabaseEngine>(),
            _connections,
            new SignInRules(false),
            new FakeTimeProvider(Times.Start),
            _logger
        );

    public void Dispose() => _registry.Dispose();

    private void Open(string connectionId, string sessionId, Func<SessionEndedDto, Task>? end = null) =>
        _connections.Add(
            new OpenConnection(
                connectionId,
                UserFactory.BuyerId,
                sessionId,
                Times.Start.AddDays(7),
                end
                    ?? (
                        ended =>
                        {
                            _ended.Add((connectionId, ended.Reason));
                            return Task.CompletedTask;
                        }
                    ),
                () => { }
            )
        );

    /// <summary>What a commit that ends the session brings about.</summary>
    private Task EndAsync(SessionEndReason reason)
    {
        var ended = new SessionEnded("mine", UserFactory.BuyerId, reason);
        _registry.Remember(ended);
        return _registry.PushAsync(ended);
    }

    [Fact]
    public async Task Ended_WhenASessionHasConnections_ShouldEndAllOfThemAndNoOthers()
    {
        Open("tab-1", "mine");
        Open("tab-2", "mine");
        Open("phone", "other");

        await EndAsync(SessionEndReason.PasswordChanged);

        Assert.Equal([("tab-1", "password_changed"), ("tab-2", "password_changed")], _ended.Order());
    }

    [Fact]
    public async Task Ended_WhenTold_ShouldRefuseTheTokenWithoutALook()
    {
        await EndAsync(SessionEndReason.LoggedOut);

        Assert.False(await _registry.IsAliveAsync("mine", CancellationToken.None));
        Assert.Empty(_scopes.ReceivedCalls());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Ended_WhenOneConnectionCanNotBeTold_ShouldEndTheOthersAndLogIt(bool isAborted)
    {
        Exception failure = isAborted ? new TaskCanceledException("aborted") : new InvalidOperationException("gone");
        Open("tab-1", "mine", _ => Task.FromException(failure));
        Open("tab-2", "mine");
        Open("tab-3", "mine");

        await EndAsync(SessionEndReason.Disabled);

        Assert.Equal(["tab-2", "tab-3"], _ended.Select(e => e.ConnectionId).Order());
        Assert.Equal(LogLevel.Warning, Assert.Single(_logger.Entries).Level);
    }
}
