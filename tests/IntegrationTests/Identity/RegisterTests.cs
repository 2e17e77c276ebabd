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

        session.ShouldHaveOnly("access_token", "token_type", "expires_at", "user");
        Assert.Equal((name, "buyer"), (session.GetProperty("user").Text("username"), session.GetProperty("user").Text("role")));
        await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/login", new { username = name, password = Password })).ShouldBe(200);
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

    private async Task<Answer> RegisterAsync(string username) =>
        await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/register", new { username, password = Password, role = "buyer" }));
}
