using System.Security.Claims;
using System.Text;
using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Settings;
using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.IdentityModel.JsonWebTokens;

namespace LiveChat.UnitTests.Identity;

public class AccessTokensTests
{
    private static readonly JwtSettings Settings = new(Encoding.UTF8.GetBytes("a key of at least thirty-two bytes"), TimeSpan.FromDays(7));
    private static readonly AccessTokens Tokens = new(Settings);

    private static async Task<ClaimsPrincipal?> Read(string token, JwtSettings? settings = null)
    {
        var validation = ActorClaims.CreateValidation(settings ?? Settings);
        validation.ValidateLifetime = false;
        var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, validation);
        return result.IsValid ? new ClaimsPrincipal(result.ClaimsIdentity) : null;
    }

    [Theory]
    [InlineData(UserRole.Buyer)]
    [InlineData(UserRole.Admin)]
    public async Task Issue_WhenReadBack_ShouldSayWhoIsCalling(UserRole role)
    {
        var token = Tokens.Issue(UserFactory.Create("x1", role: role), SessionFactory.Create("0f0f", UserId.From("x1")));

        Assert.Equal(UserFactory.Actor("x1", role, "0f0f"), (await Read(token))!.ToActor());
    }

    [Fact]
    public void Issue_WhenTheSessionEnds_ShouldExpireWithIt()
    {
        var token = new JsonWebToken(Tokens.Issue(UserFactory.Create(), SessionFactory.Create(lifetime: TimeSpan.FromHours(3))));

        Assert.Equal(Times.Start.AddHours(3).ToUnixTimeSeconds(), new DateTimeOffset(token.ValidTo).ToUnixTimeSeconds());
    }

    [Fact]
    public async Task Issue_WhenSignedWithAnotherKey_ShouldNotBeBelieved()
    {
        var forged = new AccessTokens(Settings with { SigningKey = Encoding.UTF8.GetBytes("another key of thirty-two bytes !!") }).Issue(
            UserFactory.Create(),
            SessionFactory.Create()
        );

        Assert.Null(await Read(forged));
    }

    [Fact]
    public void CreateSessionId_WhenCalled_ShouldBe128RandomBits()
    {
        Assert.Matches("^[0-9a-f]{32}$", Tokens.CreateSessionId());
        Assert.NotEqual(Tokens.CreateSessionId(), Tokens.CreateSessionId());
    }

    [Fact]
    public void FindActor_WhenAClaimIsMissing_ShouldBeNobody()
    {
        Assert.Null(new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", "b1"), new Claim("role", "buyer")])).FindActor());
        Assert.Null(
            new ClaimsPrincipal(
                new ClaimsIdentity([new Claim("sub", "b1"), new Claim("jti", "0f0f"), new Claim("role", "Buyer")])
            ).FindActor()
        );
        Assert.Throws<InvalidOperationException>(() => new ClaimsPrincipal().ToActor());
    }
}
