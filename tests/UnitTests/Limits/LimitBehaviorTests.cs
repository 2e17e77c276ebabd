using LiveChat.Infrastructure.Limits;
using LiveChat.Infrastructure.Settings;
using LiveChat.UnitTests.Messages;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Limits;

public sealed class LimitBehaviorTests : IDisposable
{
    private static readonly ClientInfo Client = new("192.0.2.1", null);

    private readonly MemoryLimits _limits = new(Settings(isEnabled: true));

    public void Dispose() => _limits.Dispose();

    [Fact]
    public async Task Handle_WhenTheLimitIsReached_ShouldRefuseThatUserAloneAndSayWhenToComeBack()
    {
        for (var i = 0; i < 2; i++)
            Assert.True((await SendAsync(_limits, "b1")).IsSuccess);

        var refused = Assert.IsType<RateLimitedError>((await SendAsync(_limits, "b1")).Error);

        Assert.InRange(refused.RetryAfter, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(600));
        Assert.True((await SendAsync(_limits, "b2")).IsSuccess);
    }

    [Fact]
    public async Task Handle_WhenLimitsAreOff_ShouldLetEverythingThrough()
    {
        using var off = new MemoryLimits(Settings(isEnabled: false));

        for (var i = 0; i < 5; i++)
            Assert.True((await SendAsync(off, "b1")).IsSuccess);
    }

    [Theory]
    [InlineData("Identity.InvalidCredentials", true)]
    [InlineData("Identity.SecondFactorWrong", true)]
    [InlineData("Identity.SecondFactorBlocked", true)]
    [InlineData("Identity.SecondFactorRequired", false)]
    [InlineData("Validation.Failed", false)]
    public async Task Handle_WhenASignInIsRefused_ShouldCountWhatWasGivenWrong(string error, bool counts)
    {
        Error[] errors =
        [
            IdentityErrors.InvalidCredentials,
            IdentityErrors.SecondFactorWrong,
            IdentityErrors.SecondFactorBlocked,
            IdentityErrors.SecondFactorRequired,
            new ValidationError(new Dictionary<string, string[]>()),
        ];
        var given = errors.Single(e => e.Name == error);
        for (var i = 0; i < 2; i++)
            Assert.Same(given, (await LoginAsync("admin", given)).Error);

        Assert.Equal(counts, (await LoginAsync("ADMIN ", given)).Error is RateLimitedError);
        Assert.Same(given, (await LoginAsync("somebody else", given)).Error);
    }

    [Fact]
    public async Task Handle_WhenManyGuessAtOnce_ShouldLetInAsManyAsAreLeft()
    {
        var release = new TaskCompletionSource();
        var guesses = Enumerable
            .Range(0, 6)
            .Select(async _ =>
            {
                var answer = await LoginAsync("admin", IdentityErrors.InvalidCredentials, release.Task);
                return answer.Error;
            })
            .ToList();

        release.SetResult();

        Assert.Equal(4, (await Task.WhenAll(guesses)).Count(error => error is RateLimitedError));
    }

    private static Task<Result<SentMessage>> SendAsync(ILimits limits, string user) =>
        new LimitBehavior<SendMessageCommand, Result<SentMessage>>(limits).Handle(
            MessageFactory.Command(UserFactory.Actor(user)),
            CancellationToken.None,
            () => Task.FromResult<Result<SentMessage>>(new SentMessage(null!, IsNew: true))
        );

    private Task<Result<SessionDto>> LoginAsync(string username, Error error, Task? before = null) =>
        new OutcomeLimitBehavior<LoginCommand, Result<SessionDto>>(_limits).Handle(
            new LoginCommand(username, "a password", Client),
            CancellationToken.None,
            async () =>
            {
                await (before ?? Task.CompletedTask);
                return error;
            }
        );

    private static LimitSettings Settings(bool isEnabled)
    {
        var two = new Limit(2, TimeSpan.FromSeconds(600));
        var many = two with { Count = 100 };
        return new LimitSettings(isEnabled, two, many, many, many, two, many, many, many)
        {
            Connections = 10,
            ConnectionsInAll = 100,
            AnonymousConnections = 100,
            AnonymousConnectionsPerAddress = 100,
        };
    }
}
