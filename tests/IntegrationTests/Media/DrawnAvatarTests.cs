using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Media;

[Collection(RestTests.Name)]
public sealed class DrawnAvatarTests(ChatServer server)
{
    [Theory]
    [InlineData("b1", ">保<")]
    [InlineData("p1", ">官<")]
    public async Task Avatar_WhenNobodyGaveOne_ShouldBeDrawnAndHarmless(string id, string initial)
    {
        var user = await server.Admin.GetAsync($"/api/users/{id}").ShouldBe(200);
        var path = new Uri(user.Text("avatar_url")).PathAndQuery;

        using var response = await server.Anonymous.GetAsync(path);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal("image/svg+xml", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("sandbox; default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains(initial, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Avatar_WhenNameIsMarkup_ShouldBeEscaped()
    {
        var user = await server.CreateMerchantAsync("</>");
        var path = new Uri((await user.GetAsync("/api/auth/me").ShouldBe(200)).Text("avatar_url")).PathAndQuery;

        Assert.Contains(">&lt;</text>", await server.Anonymous.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/media/avatars/drawn/99/A.svg")]
    [InlineData("/media/avatars/drawn/-1/A.svg")]
    [InlineData("/media/avatars/drawn/1/AB.svg")]
    [InlineData("/media/avatars/drawn/x/A.svg")]
    public async Task Avatar_WhenNeverHandedOut_ShouldBeNotFound(string path) =>
        await Answer.ReadAsync(await server.Anonymous.GetAsync(path)).ShouldBeProblem("not_found");

    [Fact]
    public async Task Health_WhenRunning_ShouldBeOk()
    {
        foreach (var path in new[] { "/health/live", "/health/ready" })
            Assert.Equal("ok", (await Answer.ReadAsync(await server.Anonymous.GetAsync(path)).ShouldBe(200)).Text("status"));
    }
}
