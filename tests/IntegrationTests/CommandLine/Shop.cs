using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.IntegrationTests.Support;
using LiveChat.TestData;
using OtpNet;

namespace LiveChat.IntegrationTests.CommandLine;

/// <summary>Some of everything that a shop gathers, and what its people see of it.</summary>
internal sealed record Shop(
    string Buyer,
    string Merchant,
    string Admin,
    long Conversation,
    long TakenDown,
    long LastReply,
    List<string> Codes
)
{
    private const string Password = "correct horse 1";

    public static async Task<Shop> OpenAsync(ServerProcess server)
    {
        using var buyer = await server.SignInAsync("/api/auth/demo", new { user_id = "b1" });
        using var merchant = await server.SignInAsync("/api/auth/demo", new { user_id = "m1" });
        var first = server.Banner.Split("Admin sign-in: admin / ")[1].Split(' ')[0];
        using var owner = await server.SignInAsync("/api/auth/login", new { username = "admin", password = first });
        await PostAsync(
            owner,
            "/api/users",
            new
            {
                username = "boss",
                role = "admin",
                password = Password,
            }
        );
        using var admin = await server.SignInAsync("/api/auth/login", new { username = "boss", password = Password });
        var conversation = (await PostAsync(buyer, "/api/conversations", new { target_user_id = "m1" })).Id();
        var messages = $"/api/conversations/{conversation}/messages";
        var asked = await PostAsync(buyer, messages, ChatUser.Draft("这件还有货吗？ is it there 👍"));
        await PostAsync(merchant, messages, ChatUser.Draft("yes", replyToId: asked.Id()));
        var recalled = await PostAsync(merchant, messages, ChatUser.Draft("wrong words"));
        await PostAsync(merchant, $"/api/messages/{recalled.Id()}/recall", new { });
        var takenDown = (await PostAsync(buyer, messages, ChatUser.Draft("words that were taken for spam"))).Id();
        (await admin.DeleteAsync($"/api/messages/{takenDown}?reason=spam")).EnsureSuccessStatusCode();
        using var form = Uploading.Form("picture.png", SampleFiles.Png());
        var picture = await Answer.ReadAsync(await buyer.PostAsync("/api/uploads", form)).ShouldBe(201);
        await PostAsync(buyer, messages, Uploading.DraftOf(picture.Id(), "image"));
        await PostAsync(buyer, messages, ChatUser.Draft("unread"));
        (
            await merchant.PutAsJsonAsync("/api/users/b1/card", new { note = "早上", tags = new[] { "大客户", "\"VIP\"" } })
        ).EnsureSuccessStatusCode();
        await PostAsync(merchant, "/api/quick-replies", new { content = "您好", code = "hi" });
        var lastReply = (await PostAsync(merchant, "/api/quick-replies", new { content = "soon gone" })).Id();
        (await merchant.DeleteAsync($"/api/quick-replies/{lastReply}")).EnsureSuccessStatusCode();
        var secret = (await PostAsync(admin, "/api/auth/second-factor", new { })).Text("secret");
        var code = new Totp(Base32Encoding.ToBytes(secret)).ComputeTotp();
        var codes = (await Answer.ReadAsync(await admin.PutAsJsonAsync("/api/auth/second-factor", new { code })).ShouldBe(200))
            .List("recovery_codes")
            .ConvertAll(c => c.GetString()!);
        return new Shop(TokenOf(buyer), TokenOf(merchant), TokenOf(admin), conversation, takenDown, lastReply, codes);
    }

    /// <summary>What everybody sees who was signed in before.</summary>
    public async Task<List<string>> LookAsync(ServerProcess server)
    {
        var messages = $"/api/conversations/{Conversation}/messages";
        List<string> seen = [];
        foreach (
            var (token, path) in new[]
            {
                (Admin, "/api/admin/audit-log?page_size=100"),
                (Admin, "/api/users/m1"),
                (Buyer, "/api/conversations"),
                (Buyer, messages),
                (Buyer, "/api/messages?q=there"),
                (Merchant, "/api/conversations"),
                (Merchant, messages),
                (Merchant, "/api/users/b1/card"),
                (Merchant, "/api/quick-replies"),
            }
        )
        {
            using var client = ClientOf(server, token);
            var answer = await Answer.ReadAsync(await client.GetAsync(path));
            Assert.True(answer.Status == 200, $"{path}: {answer.Text}");
            seen.Add($"{path}: {answer.Text}");
        }

        return seen;
    }

    /// <summary>A next message, what was sealed, a picture and a sign-in.</summary>
    public async Task GoOnAsync(ServerProcess server, int sequence, int recoveryCode)
    {
        using var buyer = ClientOf(server, Buyer);
        using var merchant = ClientOf(server, Merchant);
        var path = $"/api/conversations/{Conversation}/messages";
        var before = (await Answer.ReadAsync(await buyer.GetAsync(path)).ShouldBe(200)).Results();
        var sent = await PostAsync(buyer, path, ChatUser.Draft("the next"));
        Assert.Equal(sequence, sent.Number("sequence"));
        Assert.True(sent.Id() > before.Max(m => m.Id()));
        var url = before.Single(m => m.Text("type") == "image").GetProperty("attachment").Text("url");
        using var picture = await buyer.GetAsync(new Uri(url).PathAndQuery);
        Assert.Equal(200, (int)picture.StatusCode);
        var reply = await PostAsync(merchant, "/api/quick-replies", new { content = $"number {sequence}" });
        Assert.True(reply.Id() > LastReply, "An id was given again.");
        using var admin = await server.SignInAsync(
            "/api/auth/login",
            new
            {
                username = "boss",
                password = Password,
                code = Codes[recoveryCode],
            }
        );
        var opened = await Answer.ReadAsync(await admin.GetAsync($"/api/admin/messages/{TakenDown}")).ShouldBe(200);
        Assert.Equal("words that were taken for spam", opened.Text("content"));
    }

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, object body)
    {
        var answer = await Answer.ReadAsync(await client.PostAsJsonAsync(path, body));
        Assert.True(answer.Status is 200 or 201, $"{path}: {answer.Text}");
        return answer.Body;
    }

    private static string TokenOf(HttpClient client) => client.DefaultRequestHeaders.Authorization!.Parameter!;

    private static HttpClient ClientOf(ServerProcess server, string token)
    {
        var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {token}");
        return client;
    }
}
