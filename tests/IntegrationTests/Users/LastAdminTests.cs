using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Users;

/// <summary>There is always an admin who can sign in.</summary>
public class LastAdminTests
{
    private const string Password = "a long password";

    [Fact]
    public async Task LastAdmin_WhenDisabledDemotedOrDeleted_ShouldBeRefused()
    {
        await using var server = await ChatServer.StartAsync();
        // Somebody who can't sign in helps nobody.
        await server.Admin.PostAsync("/api/users", new { username = "no password", role = "admin" }).ShouldBe(201);

        await PatchAsync(server.Admin, "a1").ShouldBeProblem("conflict");
        await Answer.ReadAsync(await server.Admin.Http.DeleteAsync("/api/users/a1")).ShouldBeProblem("conflict");
        await server.Admin.PutAsync("/api/users/a1", new { username = "admin", role = "buyer" }).ShouldBeProblem("forbidden");
        await server.Admin.GetAsync("/api/auth/me").ShouldBe(200);
    }

    [Fact]
    public async Task Admin_WhenDisablingOrDeletingThemselves_ShouldBeRefusedThoughThereAreOthers()
    {
        await using var server = await ChatServer.StartAsync();
        await server
            .Admin.PostAsync(
                "/api/users",
                new
                {
                    id = "second",
                    username = "second",
                    role = "admin",
                    password = Password,
                }
            )
            .ShouldBe(201);

        await PatchAsync(server.Admin, "a1").ShouldBeProblem("forbidden");
        await Answer.ReadAsync(await server.Admin.Http.DeleteAsync("/api/users/a1")).ShouldBeProblem("forbidden");
        await server.Admin.GetAsync("/api/auth/me").ShouldBe(200);
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("delete")]
    [InlineData("demote")]
    public async Task TwoAdmins_WhenEachRemovesTheOtherAtOnce_ShouldLeaveOne(string how)
    {
        for (var round = 0; round < Scale.Of(60, 3); round++)
        {
            await using var server = await ChatServer.StartAsync();
            await server
                .Admin.PostAsync(
                    "/api/users",
                    new
                    {
                        id = "second",
                        username = "second",
                        role = "admin",
                        password = Password,
                    }
                )
                .ShouldBe(201);
            var second = new ChatUser(
                server,
                await Answer
                    .ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/login", new { username = "second", password = Password }))
                    .ShouldBe(200)
            );

            var answers = await Task.WhenAll(RemoveAsync(server.Admin, "second", how), RemoveAsync(second, "a1", how));

            // The slower one is refused: as the last, or because its own session has ended by then.
            Assert.Single(answers, a => a.Status is 200 or 204);
            Assert.Single(answers, a => a.Status is 409 or 401);
            var left = answers[0].Status is 200 or 204 ? server.Admin : second;
            var active = (await left.GetAsync("/api/users?role=admin&status=active").ShouldBe(200)).Results().Select(u => u.Text("id"));
            Assert.Equal([left.Id], active.Intersect(["a1", "second"]));
        }
    }

    private static async Task<Answer> RemoveAsync(ChatUser by, string id, string how) =>
        how switch
        {
            "disable" => await PatchAsync(by, id),
            "delete" => await Answer.ReadAsync(await by.Http.DeleteAsync($"/api/users/{id}")),
            _ => await by.PutAsync($"/api/users/{id}", new { username = id, role = "platform" }),
        };

    private static async Task<Answer> PatchAsync(ChatUser by, string id) =>
        await Answer.ReadAsync(await by.Http.PatchAsJsonAsync($"/api/users/{id}/status", new { status = "disabled" }));
}
