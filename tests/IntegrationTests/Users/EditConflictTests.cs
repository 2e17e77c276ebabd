using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Users;

/// <summary>Two admins edit one user: the second is told.</summary>
[Collection(RestTests.Name)]
public sealed class EditConflictTests(ChatServer server)
{
    [Fact]
    public async Task UpdateUser_WhenSomebodyElseChangedIt_ShouldBeToldAndChangeNothing()
    {
        var user = await server.CreateBuyerAsync();
        var seen = await TagAsync(user.Id);
        var first = await SendAsync(HttpMethod.Put, $"/api/users/{user.Id}", seen, new { username = user.Id, role = "buyer", description = "first" });
        Assert.Equal(200, first.Status);

        var problem = await SendAsync(HttpMethod.Put, $"/api/users/{user.Id}", seen, new { username = user.Id, role = "buyer", description = "second" });

        Assert.Equal((412, "precondition_failed"), (problem.Status, problem.Body.Text("code")));
        Assert.Contains("其他人", problem.Body.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("first", (await server.Admin.GetAsync($"/api/users/{user.Id}").ShouldBe(200)).Text("description"));
        // What the first change answered is what stands now.
        Assert.Equal(200, (await SendAsync(HttpMethod.Put, $"/api/users/{user.Id}", first.Headers.ETag!.Tag, new { username = user.Id, role = "buyer", description = "third" })).Status);
    }

    [Fact]
    public async Task Changes_WhenTheUserIsNoLongerAsSeen_ShouldEachBeRefused()
    {
        var user = await server.CreateBuyerAsync();
        var seen = await TagAsync(user.Id);
        await server.Admin.PutAsync($"/api/users/{user.Id}", new { username = user.Id, role = "buyer", description = "other" }).ShouldBe(200);

        Assert.Equal(412, (await SendAsync(HttpMethod.Patch, $"/api/users/{user.Id}/status", seen, new { status = "disabled" })).Status);
        Assert.Equal(412, (await SendAsync(HttpMethod.Put, $"/api/users/{user.Id}/password", seen, new { password = "a long password" })).Status);
        Assert.Equal(412, (await SendAsync(HttpMethod.Delete, $"/api/users/{user.Id}", seen, null)).Status);

        Assert.Equal("active", (await server.Admin.GetAsync($"/api/users/{user.Id}").ShouldBe(200)).Text("status"));
        await user.GetAsync("/api/auth/me").ShouldBe(200);
    }

    [Theory]
    [InlineData("*", 200)]
    [InlineData("\"0000000000000000\", {0}", 200)]
    [InlineData("W/{0}", 412)]
    [InlineData("nonsense", 412)]
    public async Task UpdateUser_WhenIfMatchIsOfAnotherForm_ShouldFollowTheStandard(string ifMatch, int status)
    {
        var user = await server.CreateBuyerAsync();

        var answer = await SendAsync(HttpMethod.Put, $"/api/users/{user.Id}", string.Format(null, ifMatch, await TagAsync(user.Id)), new { username = user.Id, role = "buyer" });

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task GetUser_WhenOnlyPresenceChanges_ShouldKeepItsTag()
    {
        var user = await server.CreateBuyerAsync();
        var before = await TagAsync(user.Id);
        await using var tab = await user.ConnectAsync();

        Assert.Equal(before, await TagAsync(user.Id));
    }

    private async Task<string> TagAsync(string id) => (await server.Admin.GetAsync($"/api/users/{id}")).Headers.ETag!.Tag;

    private async Task<Answer> SendAsync(HttpMethod method, string path, string ifMatch, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await Answer.ReadAsync(await server.Admin.Http.SendAsync(request));
    }
}
