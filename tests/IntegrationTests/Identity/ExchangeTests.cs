using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Identity;

/// <summary>A server that believes three host sites, one for each algorithm.</summary>
public sealed class HostedServer : IAsyncLifetime
{
    public const string Secret = "0123456789abcdef0123456789abcdef";

    public RSA Rsa { get; } = RSA.Create(2048);

    public ECDsa Ec { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public ChatServer Server { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Server = await ChatServer.StartAsync(
            "--Identity:Hosts:0:Issuer=hs",
            "--Identity:Hosts:0:Algorithm=HS256",
            $"--Identity:Hosts:0:Key={Secret}",
            "--Identity:Hosts:1:Issuer=rs",
            "--Identity:Hosts:1:Algorithm=RS256",
            $"--Identity:Hosts:1:Key={Rsa.ExportSubjectPublicKeyInfoPem()}",
            "--Identity:Hosts:2:Issuer=es",
            "--Identity:Hosts:2:Algorithm=ES256",
            $"--Identity:Hosts:2:Key={Ec.ExportSubjectPublicKeyInfoPem()}"
        );

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();
}

public class ExchangeTests(HostedServer hosted) : IClassFixture<HostedServer>
{
    private readonly ChatServer _server = hosted.Server;

    [Theory]
    [InlineData("hs")]
    [InlineData("rs")]
    [InlineData("es")]
    public async Task Exchange_WhenTheHostVouches_ShouldMakeThatUserAndSignThemIn(string issuer)
    {
        var id = ChatUser.NewId("host");

        var session = await ExchangeAsync(
                Sign(issuer, Claims(issuer, id, ("name", "张三"), ("avatar", "https://cdn.example.com/a.png"), ("role", "merchant")))
            )
            .ShouldBe(200);

        session.ShouldHaveOnly("access_token", "token_type", "expires_at", "must_change_password", "user");
        var user = session.GetProperty("user");
        user.ShouldBeUser();
        Assert.Equal(
            (id, "张三", "merchant", "https://cdn.example.com/a.png"),
            (user.Text("id"), user.Text("username"), user.Text("role"), user.Text("avatar_url"))
        );
        await new ChatUser(_server, session).GetAsync("/api/auth/me").ShouldBe(200);
    }

    [Fact]
    public async Task Exchange_WhenTheUserComesAgain_ShouldTakeOverNameAndAvatarAndKeepTheRole()
    {
        var id = ChatUser.NewId("host");
        await ExchangeAsync(Sign("hs", Claims("hs", id, ("name", "old"), ("role", "merchant")))).ShouldBe(200);

        var user = (
            await ExchangeAsync(Sign("hs", Claims("hs", id, ("name", "new"), ("avatar", "https://x.example.com/b.png"), ("role", "buyer"))))
                .ShouldBe(200)
        ).GetProperty("user");
        Assert.Equal(
            ("new", "merchant", "https://x.example.com/b.png"),
            (user.Text("username"), user.Text("role"), user.Text("avatar_url"))
        );

        var kept = (await ExchangeAsync(Sign("hs", Claims("hs", id))).ShouldBe(200)).GetProperty("user");
        Assert.Equal(("new", "https://x.example.com/b.png"), (kept.Text("username"), kept.Text("avatar_url")));
    }

    [Fact]
    public async Task Exchange_WhenTheNameIsANewOne_ShouldShowItToWhoeverIsThere()
    {
        var id = ChatUser.NewId("host");
        var buyer = new ChatUser(_server, await ExchangeAsync(Sign("hs", Claims("hs", id, ("name", "old")))).ShouldBe(200));
        var merchant = await _server.CreateUserAsync("merchant");
        var conversation = await buyer.StartConversationAsync(merchant);
        await using var tab = await merchant.ConnectAsync();

        await ExchangeAsync(Sign("hs", Claims("hs", id, ("name", "new")))).ShouldBe(200);

        var updated = await tab.WaitForAsync("ConversationUpdated", c => c.Id() == conversation);
        Assert.Contains(updated.GetProperty("participants").EnumerateArray(), p => p.GetProperty("user").Text("username") == "new");
    }

    [Fact]
    public async Task Exchange_WhenTheClaimsAreNotForUs_ShouldBeUnauthenticatedAndMakeNobody()
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var id = ChatUser.NewId("host");
        var tokens = new Dictionary<string, string>
        {
            ["no token"] = "x",
            ["other issuer"] = Sign("hs", Claims("nobody", id)),
            ["our own issuer"] = Sign("hs", Claims("livechat", id)),
            ["no issuer"] = Sign("hs", Claims("hs", id, ("iss", null))),
            ["other audience"] = Sign("hs", Claims("hs", id, ("aud", "other"))),
            ["no audience"] = Sign("hs", Claims("hs", id, ("aud", null))),
            ["no expiry"] = Sign("hs", Claims("hs", id, ("exp", null))),
            ["expired"] = Sign("hs", Claims("hs", id, ("exp", now - 1))),
            ["lasts eleven minutes"] = Sign("hs", Claims("hs", id, ("exp", now + 660))),
            ["lasts for ever"] = Sign("hs", Claims("hs", id, ("exp", long.MaxValue))),
            ["not yet valid"] = Sign("hs", Claims("hs", id, ("nbf", now + 300))),
            ["other key"] = SignedToken.Hs256(Claims("hs", id), "another-key-of-at-least-32-bytes-long"),
            ["another host's key"] = Sign("rs", Claims("hs", id)),
            ["an extension that we do not know"] = SignedToken.Create(
                new
                {
                    alg = "HS256",
                    crit = new[] { "x" },
                    x = 1,
                },
                Claims("hs", id),
                bytes => HMACSHA256.HashData(Encoding.UTF8.GetBytes(HostedServer.Secret), bytes)
            ),
            ["alg none"] = SignedToken.Create("none", Claims("hs", id), _ => []),
            ["alg None"] = SignedToken.Create("None", Claims("hs", id), _ => []),
            ["alg HS512"] = SignedToken.Create(
                "HS512",
                Claims("hs", id),
                bytes => HMACSHA512.HashData(Encoding.UTF8.GetBytes(HostedServer.Secret), bytes)
            ),
            ["the public key as a secret"] = SignedToken.Hs256(Claims("rs", id), hosted.Rsa.ExportSubjectPublicKeyInfoPem()),
            ["edited"] = SignedToken.WithPayload(
                Sign("hs", Claims("hs", id)),
                $$"""{"iss":"hs","aud":"livechat","sub":"{{id}}","exp":{{now + 300}},"role":"merchant"}"""
            ),
        };

        foreach (var (name, token) in tokens)
        {
            var answer = await ExchangeAsync(token);
            Assert.True(answer.Status == 401, $"{name}: {answer.Status} {answer.Text}");
        }

        await _server.Admin.GetAsync($"/api/users/{id}").ShouldBeProblem("not_found");
    }

    [Theory]
    [InlineData("sub", "not an id")]
    [InlineData("sub", "me")]
    [InlineData("sub", null)]
    [InlineData("name", "")]
    [InlineData("avatar", "http://plain.example.com/a.png")]
    [InlineData("avatar", "javascript:alert(1)")]
    [InlineData("role", "king")]
    public async Task Exchange_WhenAClaimDoesNotFit_ShouldNameIt(string claim, string? value) =>
        await ExchangeAsync(Sign("hs", Claims("hs", ChatUser.NewId("host"), (claim, value)))).ShouldBeProblem("validation_failed", claim);

    [Theory]
    [InlineData("platform")]
    [InlineData("admin")]
    public async Task Exchange_WhenTheRoleIsNoHostsToGive_ShouldBeForbiddenAndMakeNobody(string role)
    {
        var id = ChatUser.NewId("host");

        await ExchangeAsync(Sign("hs", Claims("hs", id, ("role", role)))).ShouldBeProblem("forbidden");

        await _server.Admin.GetAsync($"/api/users/{id}").ShouldBeProblem("not_found");
    }

    [Fact]
    public async Task Exchange_WhenTheUserIsNotTheHostsToSignIn_ShouldBeForbidden()
    {
        var platform = await _server.CreatePlatformAsync();
        var password = (
            await _server
                .Admin.PostAsync(
                    "/api/users",
                    new
                    {
                        username = ChatUser.NewId("name"),
                        role = "buyer",
                        password = "a long password",
                    }
                )
                .ShouldBe(201)
        ).Text("id");
        var disabled = await _server.CreateBuyerAsync();
        await PatchStatusAsync(disabled.Id, "disabled");
        var deleted = await _server.CreateBuyerAsync();
        Assert.Equal(204, (int)(await _server.Admin.Http.DeleteAsync($"/api/users/{deleted.Id}")).StatusCode);
        var others = ChatUser.NewId("host");
        await ExchangeAsync(Sign("es", Claims("es", others))).ShouldBe(200);

        foreach (var id in new[] { "a1", platform.Id, password, disabled.Id, deleted.Id, others })
            await ExchangeAsync(Sign("hs", Claims("hs", id, ("name", "stolen")))).ShouldBeProblem("forbidden");

        Assert.Equal("admin", (await _server.Admin.GetAsync("/api/users/a1").ShouldBe(200)).Text("username"));
        await ExchangeAsync(Sign("es", Claims("es", others))).ShouldBe(200);
    }

    [Fact]
    public async Task Exchange_WhenATokenIsUsedTwice_ShouldRefuseItTheSecondTime()
    {
        var id = ChatUser.NewId("host");
        var withoutId = Sign("hs", Claims("hs", id, ("jti", null)));
        var jti = ChatUser.NewId("jti");
        var first = Sign("hs", Claims("hs", id, ("jti", jti)));

        var attempts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => ExchangeAsync(first)));
        Assert.Equal((1, 4), (attempts.Count(a => a.Status == 200), attempts.Count(a => a.Status == 401)));
        await ExchangeAsync(Sign("hs", Claims("hs", id, ("jti", jti), ("name", "same id, other token"))))
            .ShouldBeProblem("unauthenticated");
        await ExchangeAsync(withoutId).ShouldBe(200);
        await ExchangeAsync(withoutId).ShouldBeProblem("unauthenticated");
        await ExchangeAsync(SignedToken.Respelled(withoutId)).ShouldBeProblem("unauthenticated");
        // ECDSA signs the same in many ways.
        var claims = Claims("es", ChatUser.NewId("host"), ("jti", null));
        await ExchangeAsync(Sign("es", claims)).ShouldBe(200);
        await ExchangeAsync(Sign("es", claims)).ShouldBeProblem("unauthenticated");
        // Another host may use the same id.
        await ExchangeAsync(Sign("rs", Claims("rs", ChatUser.NewId("host"), ("jti", jti)))).ShouldBe(200);
    }

    private static Dictionary<string, object?> Claims(string issuer, string subject, params (string Name, object? Value)[] others)
    {
        var claims = new Dictionary<string, object?>
        {
            ["iss"] = issuer,
            ["aud"] = "livechat",
            ["sub"] = subject,
            ["exp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 300,
            ["jti"] = Guid.NewGuid().ToString(),
        };
        foreach (var (name, value) in others)
        {
            if (value is null)
                claims.Remove(name);
            else
                claims[name] = value;
        }

        return claims;
    }

    private string Sign(string host, object claims) =>
        host switch
        {
            "rs" => SignedToken.Create(
                "RS256",
                claims,
                bytes => hosted.Rsa.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            ),
            "es" => SignedToken.Create("ES256", claims, bytes => hosted.Ec.SignData(bytes, HashAlgorithmName.SHA256)),
            _ => SignedToken.Hs256(claims, HostedServer.Secret),
        };

    private async Task PatchStatusAsync(string id, string status) =>
        await Answer.ReadAsync(await _server.Admin.Http.PatchAsJsonAsync($"/api/users/{id}/status", new { status })).ShouldBe(200);

    private async Task<Answer> ExchangeAsync(string token) =>
        await Answer.ReadAsync(await _server.Anonymous.PostAsJsonAsync("/api/auth/exchange", new { token }));
}
