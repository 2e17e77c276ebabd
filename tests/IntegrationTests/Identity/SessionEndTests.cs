using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Identity;

/// <summary>Whatever ends a session refuses its token and closes its connections, which are told why before that.</summary>
[Collection(HubTests.Name)]
public class SessionEndTests(ChatServer server)
{
    private const string Password = "a long password";

    public static TheoryData<string, string> Ends =>
        new()
        {
            { "new password by an admin", "password_changed" },
            { "disabled", "disabled" },
            { "deleted", "deleted" },
            { "another role", "role_changed" },
            { "ended by an admin", "ended_by_admin" },
        };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task Session_WhenAnAdminEndsIt_ShouldRefuseItsTokenAndCloseItsConnections(string what, string reason)
    {
        var (user, name) = await CreateAsync();
        await using var tab = await user.ConnectAsync();
        await using var second = await user.ConnectAsync();

        var session = (await server.Admin.GetAsync($"/api/users/{user.Id}/sessions").ShouldBe(200)).Results().Single();
        await (
            what switch
            {
                "new password by an admin" => server.Admin.Http.PutAsJsonAsync(
                    $"/api/users/{user.Id}/password",
                    new { password = "another long one" }
                ),
                "disabled" => server.Admin.Http.PatchAsJsonAsync($"/api/users/{user.Id}/status", new { status = "disabled" }),
                "deleted" => server.Admin.Http.DeleteAsync($"/api/users/{user.Id}"),
                "another role" => server.Admin.Http.PutAsJsonAsync($"/api/users/{user.Id}", new { username = name, role = "merchant" }),
                _ => server.Admin.Http.DeleteAsync($"/api/users/{user.Id}/sessions/{session.Id()}"),
            }
        );

        // Refused before the admin has the answer.
        await user.GetAsync("/api/auth/me").ShouldBeProblem("unauthenticated");
        await ShouldBeToldAsync(tab, reason);
        await ShouldBeToldAsync(second, reason);
    }

    [Fact]
    public async Task ChangePassword_WhenSignedInTwice_ShouldEndTheOtherSessionAlone()
    {
        var (user, name) = await CreateAsync();
        var other = await LoginAsync(name, Password);
        await using var kept = await user.ConnectAsync();
        await using var ended = await other.ConnectAsync();

        await user.PutAsync("/api/auth/password", new { current_password = Password, new_password = "another long one" }).ShouldBe(204);

        await ShouldBeToldAsync(ended, "password_changed");
        await other.GetAsync("/api/auth/me").ShouldBeProblem("unauthenticated");
        await kept.CallAsync("GetHeads", new { });
        await user.GetAsync("/api/auth/me").ShouldBe(200);
        await Answer
            .ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/login", new { username = name, password = Password }))
            .ShouldBeProblem("unauthenticated");
        await LoginAsync(name, "another long one");
    }

    [Theory]
    [InlineData("short")]
    [InlineData("password")]
    [InlineData("PASSWORD")]
    [InlineData("12345678")]
    public async Task ChangePassword_WhenTheNewOneIsWeak_ShouldSaySo(string weak)
    {
        var (user, _) = await CreateAsync();

        await user.PutAsync("/api/auth/password", new { current_password = Password, new_password = weak })
            .ShouldBeProblem("validation_failed", "new_password");
    }

    [Fact]
    public async Task Connection_WhenItsTokenExpires_ShouldBeToldAndClosed()
    {
        const string key = "0123456789abcdef0123456789abcdef";
        await using var own = await ChatServer.StartAsync($"--Jwt:SigningKey={key}");
        var buyer = await own.CreateBuyerAsync();
        // The same session by a token that ends soon.
        var claims = SignedToken.ReadClaims(buyer.Token).EnumerateObject().ToDictionary(c => c.Name, object (c) => c.Value);
        claims["exp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 4;
        var token = SignedToken.Hs256(claims, key);
        await using var tab = await ChatConnection.OpenAsync(new Uri(own.Address, "/hubs/chat"), token);
        await using var lasting = await buyer.ConnectAsync();

        await ShouldBeToldAsync(tab, "expired");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => ChatConnection.OpenAsync(new Uri(own.Address, "/hubs/chat"), token));
        await lasting.CallAsync("GetHeads", new { });
    }

    [Fact]
    public async Task ListSessions_WhenASessionIsUsed_ShouldSayWhen()
    {
        var (user, _) = await CreateAsync();
        var begun = await ReadSessionAsync(user);
        begun.ShouldHaveOnly("id", "created_at", "last_seen_at", "address", "user_agent");

        await user.GetAsync("/api/auth/me").ShouldBe(200);
        var used = await ReadSessionAsync(user);
        Assert.True(used.GetProperty("last_seen_at").GetDateTimeOffset() > begun.GetProperty("created_at").GetDateTimeOffset());

        await using (await user.ConnectAsync())
        {
            var first = (await ReadSessionAsync(user)).GetProperty("last_seen_at").GetDateTimeOffset();
            await Eventually.Async(async () => (await ReadSessionAsync(user)).GetProperty("last_seen_at").GetDateTimeOffset() > first);
        }
    }

    private async Task<System.Text.Json.JsonElement> ReadSessionAsync(ChatUser user) =>
        (await server.Admin.GetAsync($"/api/users/{user.Id}/sessions").ShouldBe(200)).Results().Single();

    private static async Task ShouldBeToldAsync(ChatConnection connection, string reason)
    {
        await connection.WaitForCloseAsync();
        Assert.Equal(reason, connection.Events("SessionEnded").Single().Text("reason"));
    }

    private async Task<(ChatUser User, string Name)> CreateAsync()
    {
        var name = ChatUser.NewId("name");
        await server
            .Admin.PostAsync(
                "/api/users",
                new
                {
                    username = name,
                    role = "buyer",
                    password = Password,
                }
            )
            .ShouldBe(201);
        return (await LoginAsync(name, Password), name);
    }

    private async Task<ChatUser> LoginAsync(string username, string password) =>
        new(
            server,
            await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/login", new { username, password })).ShouldBe(200)
        );
}
