using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Limits;

/// <summary>
/// Too many sign-ins and registrations are refused by account and address, and nothing of them is done. Windows are long, so that no test
/// outlasts one.
/// </summary>
public class SignInLimitTests
{
    private const string Enabled = "--Limits:Enabled=true";

    [Fact]
    public async Task Login_WhenItFailedFiveTimes_ShouldRefuseThatAccountAtThatAddressAlone()
    {
        await using var server = await ChatServer.StartAsync(Enabled);
        for (var i = 0; i < 5; i++)
            await LoginAsync(server, i % 2 == 0 ? "admin" : "ADMIN ", "not the password").ShouldBeProblem("unauthenticated");

        // Not even the right password: nothing has been looked at, and nobody is signed in.
        await LoginAsync(server, "Admin", server.AdminPassword).ShouldBeRefusedForNow(900);
        await LoginAsync(server, "somebody else", "not the password").ShouldBeProblem("unauthenticated");
        var log = await server.Admin.GetAsync("/api/admin/audit-log?action=sign_in_failed").ShouldBe(200);
        Assert.Equal(6, log.Number("count"));
    }

    [Fact]
    public async Task Login_WhenItSucceeds_ShouldNotCount()
    {
        await using var server = await ChatServer.StartAsync(Enabled);
        for (var i = 0; i < 7; i++)
            await LoginAsync(server, "admin", server.AdminPassword).ShouldBe(200);
    }

    [Fact]
    public async Task Login_WhenManyNamesAreTriedAtOnce_ShouldLetInAsManyAsTheAddressMayTry()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:LoginFailuresPerAddress=7/900");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => LoginAsync(server, $"name {i}", "not the password")));

        Assert.Equal((7, 13), (answers.Count(a => a.Status == 401), answers.Count(a => a.Status == 429)));
    }

    [Fact]
    public async Task ChangePassword_WhenTheOldOneIsGuessed_ShouldRefuseLikeASignIn()
    {
        await using var server = await ChatServer.StartAsync(Enabled);
        var body = new { current_password = "not the password", new_password = "a good new one 1" };
        for (var i = 0; i < 5; i++)
            await server.Admin.PutAsync("/api/auth/password", body).ShouldBeProblem("validation_failed", "current_password");

        await server
            .Admin.PutAsync("/api/auth/password", new { current_password = server.AdminPassword, body.new_password })
            .ShouldBeRefusedForNow(900);
        await LoginAsync(server, "admin", server.AdminPassword).ShouldBe(200);
    }

    [Fact]
    public async Task Login_WhenTheAddressHasFailedTooOften_ShouldStillLetHostTokensAndSessionsThrough()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:LoginFailuresPerAddress=3/900");
        var buyer = await server.CreateBuyerAsync();
        for (var i = 0; i < 3; i++)
            await LoginAsync(server, $"name {i}", "not the password").ShouldBeProblem("unauthenticated");
        await LoginAsync(server, "admin", server.AdminPassword).ShouldBeRefusedForNow(900);

        for (var i = 0; i < 5; i++)
            await ExchangeAsync(server, "not a token").ShouldBeProblem("unauthenticated");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new
        {
            iss = "shop",
            aud = "livechat",
            sub = ChatUser.NewId("host"),
            exp = now + 60,
            jti = Guid.NewGuid(),
        };
        await ExchangeAsync(server, SignedToken.Hs256(claims, "a-key-of-the-host-site-with-more-than-32-bytes")).ShouldBe(200);
        await buyer.GetAsync("/api/auth/me").ShouldBe(200);
        await server
            .Admin.PutAsync("/api/auth/password", new { current_password = server.AdminPassword, new_password = "a good new one 1" })
            .ShouldBe(204);
    }

    [Fact]
    public async Task Login_WhenItSucceededTooOften_ShouldRefuseTheAddress()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:SignIns=4/900");
        // The fixture has signed the admin in once.
        for (var i = 0; i < 3; i++)
            await LoginAsync(server, "admin", server.AdminPassword).ShouldBe(200);

        await LoginAsync(server, "admin", server.AdminPassword).ShouldBeRefusedForNow(900);
    }

    [Fact]
    public async Task Register_WhenTooManyAreMade_ShouldRefuseTheAddressAndCountOnlyThose()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:Registrations=3/3600");
        await RegisterAsync(server, "short", "x").ShouldBeProblem("validation_failed", "password");
        for (var i = 0; i < 3; i++)
            await RegisterAsync(server, $"name {i}").ShouldBe(201);

        await RegisterAsync(server, "one more").ShouldBeRefusedForNow(3600);
        await LoginAsync(server, "one more", "a good password 1").ShouldBeProblem("unauthenticated");
    }

    [Fact]
    public async Task Register_WhenManyComeAtOnce_ShouldMakeAsManyAsTheAddressMay()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:Registrations=3/3600");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => RegisterAsync(server, $"name {i}")));

        Assert.Equal((3, 5), (answers.Count(a => a.Status == 201), answers.Count(a => a.Status == 429)));
    }

    private static async Task<Answer> RegisterAsync(ChatServer server, string username, string password = "a good password 1") =>
        await Answer.ReadAsync(
            await server.Anonymous.PostAsJsonAsync(
                "/api/auth/register",
                new
                {
                    username,
                    password,
                    role = "buyer",
                }
            )
        );

    private static async Task<Answer> ExchangeAsync(ChatServer server, string token) =>
        await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/exchange", new { token }));

    private static async Task<Answer> LoginAsync(ChatServer server, string username, string password) =>
        await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/login", new { username, password }));
}
