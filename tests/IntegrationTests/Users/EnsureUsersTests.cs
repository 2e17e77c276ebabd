using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Users;

[Collection(RestTests.Name)]
public sealed class EnsureUsersTests(ChatServer server)
{
    [Fact]
    public async Task EnsureUsers_WhenSomeExist_ShouldAnswerInTheOrderAskedAndLeaveThemAsTheyAre()
    {
        var known = ChatUser.NewId("known");
        await EnsureAsync(
                new
                {
                    id = known,
                    role = "buyer",
                    username = "first",
                    description = "d1",
                    avatar = "https://cdn.example.com/a.png",
                }
            )
            .ShouldBe(200);
        var missing = ChatUser.NewId("missing");

        var list = await EnsureAsync(
                new { id = missing, role = "platform" },
                new
                {
                    id = known,
                    role = "merchant",
                    username = "second",
                    description = "d2",
                }
            )
            .ShouldBe(200);

        Assert.Equal(2, list.Number("count"));
        var users = list.Results();
        Assert.All(users, u => u.ShouldBeUser());
        Assert.Equal(
            (missing, $"客服{missing}", "platform", ""),
            (users[0].Text("id"), users[0].Text("username"), users[0].Text("role"), users[0].Text("description"))
        );
        Assert.Equal(
            (known, "first", "buyer", "d1"),
            (users[1].Text("id"), users[1].Text("username"), users[1].Text("role"), users[1].Text("description"))
        );
        Assert.Equal("https://cdn.example.com/a.png", users[1].Text("avatar_url"));
        Assert.Equal(("active", false, true), (users[0].Text("status"), users[0].Flag("is_online"), users[0].IsNull("last_seen_at")));
    }

    [Fact]
    public async Task EnsureUsers_WhenOneIsAskedTwice_ShouldMakeOne()
    {
        var id = ChatUser.NewId("twice");

        var list = await EnsureAsync(new { id, role = "buyer" }, new { id, role = "merchant" }).ShouldBe(200);

        Assert.All(list.Results(), u => Assert.Equal((id, "buyer"), (u.Text("id"), u.Text("role"))));
    }

    [Fact]
    public async Task EnsureUsers_WhenAskedAtOnce_ShouldMakeOne()
    {
        var id = ChatUser.NewId("raced");

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => EnsureAsync(new { id, role = "buyer" })));

        Assert.All(answers, a => Assert.Equal(200, a.Status));
        Assert.Single(answers.Select(a => a.Body.Results()[0].Text("created_at")).Distinct());
    }

    [Fact]
    public async Task EnsureUsers_WhenIdsDifferInCase_ShouldMakeTwo()
    {
        var id = ChatUser.NewId("case");

        var list = await EnsureAsync(
                new
                {
                    id,
                    role = "buyer",
                    username = "lower",
                },
                new
                {
                    id = id.ToUpperInvariant(),
                    role = "buyer",
                    username = "upper",
                }
            )
            .ShouldBe(200);

        Assert.Equal(["lower", "upper"], list.Results().Select(u => u.Text("username")));
    }

    [Fact]
    public async Task EnsureUsers_WhenHundred_ShouldTakeThemAndNoMore()
    {
        var ids = Enumerable.Range(0, 101).Select(_ => ChatUser.NewId("many")).ToList();

        var list = await EnsureAsync([.. ids.Take(100).Select(id => new { id, role = "buyer" })]).ShouldBe(200);

        Assert.Equal(ids.Take(100), list.Results().Select(u => u.Text("id")));
        await EnsureAsync([.. ids.Select(id => new { id, role = "buyer" })]).ShouldBeProblem("validation_failed", "users");
        await EnsureAsync().ShouldBeProblem("validation_failed", "users");
        await server.Admin.PostAsync("/api/users/ensure", new { }).ShouldBeProblem("validation_failed", "users");
    }

    [Theory]
    [InlineData("""{"id":"x1","role":"admin"}""", "users[0].role")]
    [InlineData("""{"id":"x1","role":"king"}""", "users[0].role")]
    [InlineData("""{"id":"x1"}""", "users[0].role")]
    [InlineData("""{"role":"buyer"}""", "users[0].id")]
    [InlineData("""{"id":"","role":"buyer"}""", "users[0].id")]
    [InlineData("""{"id":"me","role":"buyer"}""", "users[0].id")]
    [InlineData("""{"id":"ensure","role":"buyer"}""", "users[0].id")]
    [InlineData("""{"id":".x","role":"buyer"}""", "users[0].id")]
    [InlineData("""{"id":"a b","role":"buyer"}""", "users[0].id")]
    [InlineData("""{"id":"ä","role":"buyer"}""", "users[0].id")]
    [InlineData("""{"id":"x12345678901234567890123456789012345678901234567890","role":"buyer"}""", "users[0].id")]
    [InlineData("""{"id":"x1","role":"buyer","username":" "}""", "users[0].username")]
    [InlineData("""{"id":"x1","role":"buyer","username":"x12345678901234567890123456789012345678901234567890"}""", "users[0].username")]
    [InlineData("""{"id":"x1","role":"buyer","avatar":"http://example.com/a.png"}""", "users[0].avatar")]
    [InlineData("""{"id":"x1","role":"buyer","avatar":"javascript:alert(1)"}""", "users[0].avatar")]
    [InlineData("null", "users[0]")]
    public async Task EnsureUsers_WhenOneDoesNotFit_ShouldNameItAndMakeNone(string user, string field)
    {
        var bystander = ChatUser.NewId("bystander");

        await server
            .Admin.PostTextAsync("/api/users/ensure", $$"""{"users":[{{user}},{"id":"{{bystander}}","role":"buyer"}]}""")
            .ShouldBeProblem("validation_failed", field);

        await server.Admin.GetAsync($"/api/users/{bystander}").ShouldBeProblem("not_found");
    }

    [Fact]
    public async Task EnsureUsers_WhenKeyIsGiven_ShouldOpenThisDoorAlone()
    {
        var id = ChatUser.NewId("keyed");
        using var site = server.CreateClient();
        site.DefaultRequestHeaders.Add("X-Api-Key", ChatServer.ApiKey);

        using var ensured = await site.PostAsJsonAsync("/api/users/ensure", new { users = new[] { new { id, role = "buyer" } } });

        Assert.True(ensured.IsSuccessStatusCode);
        await Answer.ReadAsync(await site.GetAsync("/api/users")).ShouldBeProblem("unauthenticated");
        await Answer.ReadAsync(await site.GetAsync("/api/conversations")).ShouldBeProblem("unauthenticated");
    }

    [Fact]
    public async Task EnsureUsers_WhenCallerIsNeitherAdminNorHostSite_ShouldBeRefused()
    {
        var body = new { users = new[] { new { id = ChatUser.NewId("refused"), role = "buyer" } } };
        using var wrongKey = server.CreateClient();
        wrongKey.DefaultRequestHeaders.Add("X-Api-Key", "not-the-integration-key");

        await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/users/ensure", body)).ShouldBeProblem("unauthenticated");
        await Answer.ReadAsync(await wrongKey.PostAsJsonAsync("/api/users/ensure", body)).ShouldBeProblem("unauthenticated");
        foreach (var role in new[] { "buyer", "merchant", "platform" })
            await (await server.CreateUserAsync(role)).PostAsync("/api/users/ensure", body).ShouldBeProblem("forbidden");
    }

    private Task<Answer> EnsureAsync(params object[] users) => server.Admin.PostAsync("/api/users/ensure", new { users });
}
