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
        var first = await SendAsync(
            HttpMethod.Put,
            $"/api/users/{user.Id}",
            seen,
            new
            {
                username = user.Id,
                role = "buyer",
                description = "first",
            }
        );
        Assert.Equal(200, first.Status);

        var problem = await SendAsync(
            HttpMethod.Put,
            $"/api/users/{user.Id}",
            seen,
            new
            {
                username = user.Id,
                role = "buyer",
                description = "second",
            }
        );

        Assert.Equal((412, "precondition_failed"), (problem.Status, problem.Body.Text("code")));
        Assert.Contains("其他人", problem.Body.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("first", (await server.Admin.GetAsync($"/api/users/{user.Id}").ShouldBe(200)).Text("description"));
        // What the first change answered is what stands now.
        Assert.Equal(
            200,
            (
                await SendAsync(
                    HttpMethod.Put,
                    $"/api/users/{user.Id}",
                    first.Headers.ETag!.Tag,
                    new
                    {
                        username = user.Id,
                        role = "buyer",
                        description = "third",
                    }
                )
            ).Status
        );
    }

    [Fact]
    public async Task Changes_WhenTheUserIsNoLongerAsSeen_ShouldEachBeRefused()
    {
        var user = await server.CreateBuyerAsync();
        var seen = await TagAsync(user.Id);
        await server
            .Admin.PutAsync(
                $"/api/users/{user.Id}",
                new
                {
                    username = user.Id,
                    role = "buyer",
                    description = "other",
                }
            )
            .ShouldBe(200);

        var current = await TagAsync(user.Id);
        foreach (var (method, path, body) in Changes(user.Id))
        {
            var problem = await SendAsync(method, path, seen, body);
            Assert.Equal((412, "precondition_failed", current), (problem.Status, problem.Body.Text("code"), problem.Headers.ETag?.Tag));
        }

        Assert.Equal("active", (await server.Admin.GetAsync($"/api/users/{user.Id}").ShouldBe(200)).Text("status"));
        await user.GetAsync("/api/auth/me").ShouldBe(200);
    }

    [Fact]
    public async Task Changes_WhenTheUserIsAsSeen_ShouldEachBeMade()
    {
        foreach (var (method, path, body) in Changes("{0}"))
        {
            var user = await server.CreateBuyerAsync();

            var answer = await SendAsync(method, string.Format(null, path, user.Id), await TagAsync(user.Id), body);

            Assert.True(answer.Status is 200 or 204, $"{method} {path}: {answer.Status}");
        }
    }

    [Fact]
    public async Task BanUser_WhenDone_ShouldTellTheStateThatStands()
    {
        var user = await server.CreateBuyerAsync();

        var answer = await SendAsync(HttpMethod.Post, $"/api/users/{user.Id}/ban", "*", new { reason = "spam" });

        Assert.Equal((200, await TagAsync(user.Id)), (answer.Status, answer.Headers.ETag?.Tag));
    }

    [Theory]
    [InlineData("*", 200)]
    [InlineData("\"0000000000000000\", {0}", 200)]
    [InlineData("W/{0}", 412)]
    [InlineData("nonsense", 412)]
    public async Task UpdateUser_WhenIfMatchIsOfAnotherForm_ShouldFollowTheStandard(string ifMatch, int status)
    {
        var user = await server.CreateBuyerAsync();

        var answer = await SendAsync(
            HttpMethod.Put,
            $"/api/users/{user.Id}",
            string.Format(null, ifMatch, await TagAsync(user.Id)),
            new { username = user.Id, role = "buyer" }
        );

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

    /// <summary>Every door by which an admin changes somebody.</summary>
    private static IEnumerable<(HttpMethod Method, string Path, object? Body)> Changes(string id) =>
        [
            (HttpMethod.Put, $"/api/users/{id}", new { username = $"{Guid.NewGuid():N}", role = "buyer" }),
            (HttpMethod.Patch, $"/api/users/{id}/status", new { status = "disabled" }),
            (HttpMethod.Put, $"/api/users/{id}/password", new { password = "a long password" }),
            (HttpMethod.Post, $"/api/users/{id}/ban", new { reason = "spam" }),
            (HttpMethod.Delete, $"/api/users/{id}", null),
        ];

    private async Task<string> TagAsync(string id) => (await server.Admin.GetAsync($"/api/users/{id}")).Headers.ETag!.Tag;

    private async Task<Answer> SendAsync(HttpMethod method, string path, string ifMatch, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await Answer.ReadAsync(await server.Admin.Http.SendAsync(request));
    }
}
