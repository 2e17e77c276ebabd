using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Identity;

[Collection(RestTests.Name)]
public sealed class RegisterTests(ChatServer server)
{
    private const string Password = "a good password 7";

    [Fact]
    public async Task Register_WhenTheNameIsFree_ShouldSignIn()
    {
        var name = ChatUser.NewId("张三");

        var session = await RegisterAsync(name).ShouldBe(201);

        session.ShouldHaveOnly("access_token", "token_type", "expires_at", "must_change_password", "user");
        Assert.Equal((name, "buyer"), (session.GetProperty("user").Text("username"), session.GetProperty("user").Text("role")));
        await Answer
            .ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/login", new { username = name, password = Password }))
            .ShouldBe(200);
        await RegisterAsync(name.ToUpperInvariant()).ShouldBeProblem("conflict");
    }

    [Theory]
    [InlineData("官方客服")]
    [InlineData(" 官方客服 ")]
    [InlineData("官方\u200B客服")]
    [InlineData("官方客服\uFE0F")]
    [InlineData("官\u2F45客服")]
    [InlineData("官方\u3000客服")]
    [InlineData("保和堂医药集团")]
    [InlineData("ＡＤＭＩＮ")]
    [InlineData("𝐀𝐝𝐦𝐢𝐧")]
    [InlineData("ⓐⓓⓜⓘⓝ")]
    [InlineData("ﬂowers (gmbh)")]
    [InlineData("Flowers（GmbH）")]
    public async Task Register_WhenTheNameLooksLikeOneThatIsTrusted_ShouldBeRefused(string name)
    {
        await server.CreateMerchantAsync("Flowers（GmbH)");

        await RegisterAsync(name).ShouldBeProblem("conflict");
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData(" \u3164\uFE0F ")]
    public async Task Register_WhenNothingOfTheNameCanBeSeen_ShouldBeRefused(string name) =>
        await RegisterAsync(name).ShouldBeProblem("validation_failed", "username");

    [Fact]
    public async Task Register_WhenTheNameIsSpelledApart_ShouldBeTheSameName()
    {
        var name = ChatUser.NewId("Renée");
        var apart = name.Replace("é", "e\u0301", StringComparison.Ordinal);
        Assert.Equal(name, (await RegisterAsync(apart).ShouldBe(201)).GetProperty("user").Text("username"));

        await RegisterAsync(name).ShouldBeProblem("conflict");
        foreach (var username in new[] { name, apart })
            await Answer
                .ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/login", new { username, password = Password }))
                .ShouldBe(200);
        Assert.Equal(1, (await server.Admin.GetAsync($"/api/users?search={Uri.EscapeDataString(apart)}").ShouldBe(200)).Number("count"));
    }

    [Fact]
    public async Task Names_WhenTheyMislead_ShouldBeRefusedByEveryDoor()
    {
        var shop = ChatUser.NewId("Aurora");
        await server.CreateMerchantAsync(shop);
        var known = await server.CreateBuyerAsync();
        // The name of platform support itself, what looks like a merchant's, what is turned, and what mixes alphabets.
        foreach (
            var (name, status) in new[]
            {
                ("官方客服", 409),
                (shop.Replace('o', 'о'), 400),
                (shop.Replace("A", "\uFF21", StringComparison.Ordinal), 409),
                ("\u202E服客方官", 400),
                ("\u2800\u3164", 400),
            }
        )
        {
            Assert.Equal(status, (await RegisterAsync(name)).Status);
            Assert.Equal(status, (await server.Admin.PostAsync("/api/users", new { username = name, role = "buyer" })).Status);
            Assert.Equal(status, (await server.Admin.PutAsync($"/api/users/{known.Id}", new { username = name, role = "buyer" })).Status);
            Assert.Equal(
                status,
                (
                    await server.Admin.PostAsync(
                        "/api/users/ensure",
                        new
                        {
                            users = new[]
                            {
                                new
                                {
                                    id = ChatUser.NewId("x"),
                                    role = "merchant",
                                    username = name,
                                },
                            },
                        }
                    )
                ).Status
            );
            Assert.Equal(status, (await ExchangeAsync(name)).Status);
        }

        // Two shops may have one name, and platform support may be several.
        await server
            .Admin.PostAsync(
                "/api/users/ensure",
                new
                {
                    users = new[]
                    {
                        new
                        {
                            id = ChatUser.NewId("x"),
                            role = "merchant",
                            username = shop,
                        },
                        new
                        {
                            id = ChatUser.NewId("y"),
                            role = "platform",
                            username = "官方客服",
                        },
                    },
                }
            )
            .ShouldBe(200);
    }

    [Fact]
    public async Task Names_WhenGivenTogether_ShouldBeComparedWithEachOther()
    {
        var name = ChatUser.NewId("Plato");
        var alike = name.Replace("P", "\uFF30", StringComparison.Ordinal);
        async Task<Answer> EnsureAsync(params (string Role, string Name)[] named) =>
            await server.Admin.PostAsync(
                "/api/users/ensure",
                new
                {
                    users = named.Select(n => new
                    {
                        id = ChatUser.NewId("x"),
                        role = n.Role,
                        username = n.Name,
                    }),
                }
            );

        foreach (
            var pair in new[]
            {
                new[] { ("platform", name), ("buyer", alike) },
                [("buyer", alike), ("platform", name)],
                [("merchant", name), ("merchant", alike)],
                [("merchant", name), ("platform", name)],
            }
        )
            await EnsureAsync(pair).ShouldBeProblem("conflict");

        // None of them was made; two buyers may look alike, and two shops may have one name.
        await EnsureAsync(("buyer", alike), ("buyer", name)).ShouldBe(200);
        await EnsureAsync(("merchant", name), ("merchant", name)).ShouldBe(200);
    }

    [Fact]
    public async Task Names_WhenTrustChanges_ShouldBeGuardedFromThenOn()
    {
        var (first, second) = (ChatUser.NewId("Nova"), ChatUser.NewId("Oreo"));
        static string Alike(string name) => name.Replace('N', '\uFF2E').Replace('O', '\uFF2F');
        Task<Answer> NameAsync(string name) => RegisterAsync($"{Alike(name)}");
        Task<Answer> ChangeAsync(string id, string name, string role) =>
            server.Admin.PutAsync($"/api/users/{id}", new { username = name, role });
        var user = (await server.Admin.PostAsync("/api/users", new { username = first, role = "buyer" }).ShouldBe(201)).Text("id");

        await ChangeAsync(user, first, "merchant").ShouldBe(200);
        await NameAsync(first).ShouldBeProblem("conflict");
        await ChangeAsync(user, second, "merchant").ShouldBe(200);
        await NameAsync(second).ShouldBeProblem("conflict");
        await NameAsync(first).ShouldBe(201);
        (await server.Admin.Http.DeleteAsync($"/api/users/{user}")).EnsureSuccessStatusCode();
        await NameAsync(second).ShouldBe(201);
    }

    private async Task<Answer> ExchangeAsync(string name)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var token = SignedToken.Hs256(
            new
            {
                iss = "shop",
                aud = "livechat",
                sub = ChatUser.NewId("x"),
                name,
                exp = now + 60,
                jti = ChatUser.NewId("j"),
            },
            "a-key-of-the-host-site-with-more-than-32-bytes"
        );
        return await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/exchange", new { token }));
    }

    private async Task<Answer> RegisterAsync(string username) =>
        await Answer.ReadAsync(
            await server.Anonymous.PostAsJsonAsync(
                "/api/auth/register",
                new
                {
                    username,
                    password = Password,
                    role = "buyer",
                }
            )
        );
}
