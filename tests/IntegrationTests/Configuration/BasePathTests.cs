using System.Net.Http.Headers;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Configuration;

/// <summary>The server below a path of a shop's site, whether the proxy before it keeps that path or takes it away.</summary>
public sealed class BasePathTests
{
    [Theory]
    [InlineData("https://shop.example.com/chat/", "/chat")]
    [InlineData("https://shop.example.com/help/live-chat", "/help/live-chat")]
    public async Task Server_WhenItIsBelowAPath_ShouldServeAndNameEverythingThere(string url, string path)
    {
        await using var server = await ChatServer.StartAsync($"--PublicBaseUrl={url}");
        var (buyer, merchant) = (await server.CreateBuyerAsync(), await server.CreateMerchantAsync());

        Assert.StartsWith(
            $"https://shop.example.com{path}/media/",
            (await buyer.GetAsync($"{path}/api/auth/me").ShouldBe(200)).Text("avatar_url"),
            StringComparison.Ordinal
        );
        using (var created = await buyer.Http.PostAsync($"{path}/api/conversations", JsonContent(new { target_user_id = merchant.Id })))
            Assert.StartsWith($"{path}/api/conversations/", created.Headers.Location!.OriginalString, StringComparison.Ordinal);
        foreach (var prefix in new[] { path, "" })
        {
            await buyer.GetAsync($"{prefix}/api/auth/me").ShouldBe(200);
            await buyer.GetAsync($"{prefix}/health/ready").ShouldBe(200);
            var document = await buyer.GetAsync($"{prefix}/openapi/v1.json").ShouldBe(200);
            Assert.Equal(path, document.List("servers")[0].Text("url"));
            Assert.Equal(200, await NegotiateAsync(server, buyer, prefix, "https://shop.example.com"));
            Assert.Equal(403, await NegotiateAsync(server, buyer, prefix, "https://other.example.com"));
        }
    }

    private static System.Net.Http.Json.JsonContent JsonContent(object body) => System.Net.Http.Json.JsonContent.Create(body);

    private static async Task<int> NegotiateAsync(ChatServer server, ChatUser user, string prefix, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{prefix}/hubs/chat/negotiate?negotiateVersion=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.Token);
        request.Headers.TryAddWithoutValidation("Origin", origin);
        using var response = await server.Anonymous.SendAsync(request);
        return (int)response.StatusCode;
    }
}
