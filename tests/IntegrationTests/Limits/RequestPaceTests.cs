using System.Net;
using System.Security.Claims;
using System.Threading.RateLimiting;
using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Limits;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Http;

namespace LiveChat.IntegrationTests.Limits;

public class RequestPaceTests
{
    /// <summary>More than anybody may ask at first.</summary>
    private const int Many = 1_000;

    private static readonly EndpointMetadataCollection OwnLimit = new(new LimitOfItsOwn());

    [Theory]
    [InlineData("/api/conversations")]
    [InlineData("/API/users")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/hub")]
    public void Limiter_WhenOneAsksInAClosedLoop_ShouldLetThemWait(string path)
    {
        Assert.InRange(Ask(path, UserPrincipal("b1")), 50, 200);
        Assert.InRange(Ask(path, new ClaimsPrincipal()), 100, 400);
    }

    [Theory]
    [InlineData("/media/1")]
    [InlineData("/hubs/chat")]
    [InlineData("/health/live")]
    [InlineData("/chat")]
    public void Limiter_WhenThePathIsNoQuestionToTheApi_ShouldLetAllThrough(string path) =>
        Assert.Equal(Many, Ask(path, UserPrincipal("b1")));

    [Fact]
    public void Limiter_WhenTheHostSiteAsks_ShouldLetAllThrough() =>
        Assert.Equal(Many, Ask("/api/users/ensure", new ClaimsPrincipal(new ClaimsIdentity(ApiKeyHandler.Scheme))));

    [Fact]
    public void Limiter_WhenTheDoorHasALimitOfItsOwn_ShouldLeaveItToThat() =>
        Assert.Equal(Many, Ask("/api/conversations/1/messages", UserPrincipal("b1"), OwnLimit));

    [Fact]
    public void Limiter_WhenOneHasAskedForTooMuch_ShouldLetOthersThrough()
    {
        using var limiter = RequestPace.CreateLimiter(Settings());
        Ask(limiter, "/api/me", UserPrincipal("b1"));

        Assert.InRange(Ask(limiter, "/api/me", UserPrincipal("b2")), 50, 200);
    }

    [Fact]
    public void Limiter_WhenLimitsAreOff_ShouldLetAllThrough()
    {
        using var limiter = RequestPace.CreateLimiter(Settings(("Limits:Enabled", "false")));

        Assert.Equal(Many, Ask(limiter, "/api/me", UserPrincipal("b1")));
    }

    private static int Ask(string path, ClaimsPrincipal user, EndpointMetadataCollection? metadata = null)
    {
        using var limiter = RequestPace.CreateLimiter(Settings());
        return Ask(limiter, path, user, metadata);
    }

    /// <returns>How many of many requests got through at once.</returns>
    private static int Ask(
        PartitionedRateLimiter<HttpContext> limiter,
        string path,
        ClaimsPrincipal user,
        EndpointMetadataCollection? metadata = null
    )
    {
        var context = new DefaultHttpContext { User = user };
        context.Request.Path = path;
        context.Connection.RemoteIpAddress = IPAddress.Parse("203.0.113.1");
        context.SetEndpoint(new Endpoint(null, metadata, null));
        var through = 0;
        for (var i = 0; i < Many; i++)
        {
            using var lease = limiter.AttemptAcquire(context);
            through += lease.IsAcquired ? 1 : 0;
        }

        return through;
    }

    private static ClaimsPrincipal UserPrincipal(string id) =>
        new(new ClaimsIdentity([new Claim("sub", id), new Claim(AccessTokens.RoleClaim, "buyer"), new Claim("jti", "1")], "Bearer"));

    private static LimitSettings Settings(params (string Key, string Value)[] settings) => TestEnvironment.Read(settings).Limits;
}
