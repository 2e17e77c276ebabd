using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Identity;

[Collection(RestTests.Name)]
public sealed class SignInTests(ChatServer server)
{
    [Theory]
    [InlineData("b1", "buyer", "保安堂药房")]
    [InlineData("m1", "merchant", "保和堂医药集团")]
    [InlineData("p1", "platform", "官方客服")]
    public async Task SignInDemo_WhenUserIsOfTheDemo_ShouldGiveASession(string id, string role, string username)
    {
        var session = await PostAsync("/api/auth/demo", new { user_id = id }).ShouldBe(200);

        session.ShouldHaveOnly("access_token", "token_type", "expires_at", "must_change_password", "user");
        session.ShouldHaveTime("expires_at");
        Assert.Equal("bearer", session.Text("token_type"));
        var user = session.GetProperty("user");
        user.ShouldBeUser();
        Assert.Equal((id, role, username, "active"), (user.Text("id"), user.Text("role"), user.Text("username"), user.Text("status")));
    }

    [Theory]
    [InlineData("a1")]
    [InlineData("nobody")]
    [InlineData("no body")]
    [InlineData("B1")]
    public async Task SignInDemo_WhenAdminOrUnknown_ShouldBeNotFound(string id) =>
        await PostAsync("/api/auth/demo", new { user_id = id }).ShouldBeProblem("not_found");

    [Fact]
    public async Task SignInDemo_WhenIdIsMissing_ShouldNameTheField() =>
        await PostAsync("/api/auth/demo", new { }).ShouldBeProblem("validation_failed", "user_id");

    [Fact]
    public async Task Login_WhenPasswordIsRight_ShouldGiveASession()
    {
        var session = await PostAsync("/api/auth/login", new { username = "ADMIN", password = server.AdminPassword }).ShouldBe(200);

        Assert.Equal("admin", session.GetProperty("user").Text("role"));
    }

    [Fact]
    public async Task Login_WhenItFails_ShouldAnswerTheSameForEveryReason()
    {
        var buyer = await server.CreateBuyerAsync();
        (string Username, string Password)[] attempts =
        [
            ("nobody at all", server.AdminPassword),
            ("admin", "wrong-password"),
            ("保安堂药房", "no-password-set"),
            (buyer.Id, "none either"),
        ];
        var bodies = new HashSet<string>();
        foreach (var (username, password) in attempts)
        {
            var problem = await PostAsync("/api/auth/login", new { username, password }).ShouldBeProblem("unauthenticated");
            bodies.Add(problem.GetRawText().Replace(problem.Text("trace_id"), "", StringComparison.Ordinal));
        }

        Assert.Single(bodies);
    }

    [Fact]
    public async Task Login_WhenFieldsAreMissing_ShouldNameThem()
    {
        await PostAsync("/api/auth/login", new { username = "admin" }).ShouldBeProblem("validation_failed", "password");
        await PostAsync("/api/auth/login", new { password = "x" }).ShouldBeProblem("validation_failed", "username");
    }

    [Fact]
    public async Task GetMe_WhenSignedIn_ShouldBeTheCaller()
    {
        var buyer = await server.CreateBuyerAsync();

        var me = await buyer.GetAsync("/api/auth/me").ShouldBe(200);

        me.ShouldBeUser();
        Assert.Equal(buyer.Id, me.Text("id"));
    }

    [Theory]
    [InlineData("not-a-token")]
    [InlineData("eyJhbGciOiJub25lIn0.eyJzdWIiOiJhMSIsInJvbGUiOiJhZG1pbiJ9.")]
    public async Task GetMe_WhenTokenIsForged_ShouldBeUnauthenticated(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me");
        request.Headers.Add("Authorization", $"Bearer {token}");
        await Answer.ReadAsync(await server.Anonymous.SendAsync(request)).ShouldBeProblem("unauthenticated");
    }

    [Fact]
    public async Task Logout_WhenOneOfTwoSessions_ShouldEndThatOneAlone()
    {
        var first = await server.CreateBuyerAsync();
        var second = await server.SignInAsync(first.Id);

        await first.PostAsync("/api/auth/logout").ShouldBe(204);

        await first.GetAsync("/api/auth/me").ShouldBeProblem("unauthenticated");
        await second.GetAsync("/api/auth/me").ShouldBe(200);
    }

    private async Task<Answer> PostAsync(string path, object body) =>
        await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync(path, body));
}
