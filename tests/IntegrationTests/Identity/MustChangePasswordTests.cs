using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveChat.IntegrationTests.Identity;

/// <summary>A password that another person chose is for one sign-in.</summary>
[Collection(RestTests.Name)]
public sealed class MustChangePasswordTests(ChatServer server)
{
    private const string Given = "given by an admin";
    private const string Own = "chosen by oneself";

    [Fact]
    public async Task Login_WhenThePasswordMustBeChanged_ShouldOpenNothingButThatAndSigningOut()
    {
        var (user, session) = await CreateAsync();

        Assert.True(session.Flag("must_change_password"));
        foreach (
            var path in (string[])
                [
                    "/api/auth/me",
                    "/api/users",
                    "/api/conversations",
                    "/api/messages",
                    "/api/quick-replies",
                    "/api/admin/overview",
                    "/api/auth/second-factor",
                ]
        )
            Assert.Contains("密码", (await user.GetAsync(path).ShouldBeProblem("forbidden")).Text("detail"), StringComparison.Ordinal);
        await user.PutAsync("/api/users/me", new { description = "me" }).ShouldBeProblem("forbidden");
        await user.PostAsync("/hubs/chat/negotiate?negotiateVersion=1").ShouldBeProblem("forbidden");
        await Assert.ThrowsAsync<HttpRequestException>(() => user.ConnectAsync());
        // What is open to anyone is open.
        await user.GetAsync("/health/live").ShouldBe(200);
        await user.PostAsync("/api/auth/logout").ShouldBe(204);
    }

    [Fact]
    public async Task Hub_WhenTheHandshakeIsLeftOut_ShouldBeClosedAsWell()
    {
        var (user, _) = await CreateAsync();
        var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(server.Address, $"/hubs/chat?access_token={user.Token}"),
                options =>
                {
                    options.SkipNegotiation = true;
                    options.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
                }
            )
            .Build();
        await using (hub)
            await Assert.ThrowsAnyAsync<Exception>(() => hub.StartAsync());
    }

    [Fact]
    public async Task ChangePassword_WhenItMustBe_ShouldOpenEverythingToTheSameSession()
    {
        var (user, _) = await CreateAsync();
        await user.PutAsync("/api/auth/password", new { current_password = Given, new_password = Given })
            .ShouldBeProblem("validation_failed", "new_password");
        await user.GetAsync("/api/auth/me").ShouldBeProblem("forbidden");

        await user.PutAsync("/api/auth/password", new { current_password = Given, new_password = Own }).ShouldBe(204);

        await user.GetAsync("/api/auth/me").ShouldBe(200);
        await using var tab = await user.ConnectAsync();
        Assert.False((await LoginAsync(user.Id, Own).ShouldBe(200)).Flag("must_change_password"));
    }

    [Fact]
    public async Task SetPassword_WhenItMustBeChanged_ShouldEndTheSessionsAndAskAtTheNextSignIn()
    {
        var (user, _) = await CreateAsync(mustChange: false);
        await user.GetAsync("/api/auth/me").ShouldBe(200);

        await server.Admin.PutAsync($"/api/users/{user.Id}/password", new { password = Own, must_change_password = true }).ShouldBe(204);

        await user.GetAsync("/api/auth/me").ShouldBeProblem("unauthenticated");
        Assert.True((await LoginAsync(user.Id, Own).ShouldBe(200)).Flag("must_change_password"));
        var entry = (await server.Admin.GetAsync($"/api/admin/audit-log?target={user.Id}&action=password_set").ShouldBe(200))
            .Results()
            .Single();
        Assert.Equal("下次登录时须修改。", entry.Text("detail"));
    }

    private async Task<(ChatUser User, System.Text.Json.JsonElement Session)> CreateAsync(bool mustChange = true)
    {
        var id = ChatUser.NewId("merchant");
        await server
            .Admin.PostAsync(
                "/api/users",
                new
                {
                    id,
                    username = id,
                    role = "merchant",
                    password = Given,
                    must_change_password = mustChange,
                }
            )
            .ShouldBe(201);
        var session = await LoginAsync(id, Given).ShouldBe(200);
        return (new ChatUser(server, session), session);
    }

    private async Task<Answer> LoginAsync(string username, string password) =>
        await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/login", new { username, password }));
}
