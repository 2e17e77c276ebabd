using System.Net;
using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Limits;

/// <summary>
/// What is too much is refused, says when to come back, and has not been begun. Windows are long, so that no test runs out of one.
/// </summary>
public class LimitTests
{
    private const string Enabled = "--Limits:Enabled=true";

    [Fact]
    public async Task Login_WhenItFailedFiveTimes_ShouldRefuseThatAccountAtThatAddressAlone()
    {
        await using var server = await ChatServer.StartAsync(Enabled);
        for (var i = 0; i < 5; i++)
            await LoginAsync(server, i % 2 == 0 ? "admin" : "ADMIN ", "not the password").ShouldBeProblem("unauthenticated");

        // Not even the right password: nothing has been looked at, and nobody is signed in.
        await LoginAsync(server, "Admin", server.AdminPassword).ShouldBeRefusedForNow(900);
        await LoginAsync(server, "somebody else", "not the password").ShouldBeProblem("unauthenticated");
        var log = await server.Admin.GetAsync("/api/admin/audit-log?action=sign_in_failed").ShouldBe(200);
        Assert.Equal(6, log.Number("count"));
    }

    [Fact]
    public async Task Login_WhenItSucceeds_ShouldNotCount()
    {
        await using var server = await ChatServer.StartAsync(Enabled);
        for (var i = 0; i < 7; i++)
            await LoginAsync(server, "admin", server.AdminPassword).ShouldBe(200);
    }

    [Fact]
    public async Task Login_WhenManyNamesAreTriedAtOnce_ShouldLetInAsManyAsTheAddressMayTry()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:LoginFailuresPerAddress=7/900");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => LoginAsync(server, $"name {i}", "not the password")));

        Assert.Equal((7, 13), (answers.Count(a => a.Status == 401), answers.Count(a => a.Status == 429)));
    }

    [Fact]
    public async Task ChangePassword_WhenTheOldOneIsGuessed_ShouldRefuseLikeASignIn()
    {
        await using var server = await ChatServer.StartAsync(Enabled);
        var body = new { current_password = "not the password", new_password = "a good new one 1" };
        for (var i = 0; i < 5; i++)
            await server.Admin.PutAsync("/api/auth/password", body).ShouldBeProblem("validation_failed", "current_password");

        await server
            .Admin.PutAsync("/api/auth/password", new { current_password = server.AdminPassword, body.new_password })
            .ShouldBeRefusedForNow(900);
        await LoginAsync(server, "admin", server.AdminPassword).ShouldBe(200);
    }

    [Fact]
    public async Task Login_WhenTheAddressHasFailedTooOften_ShouldStillLetHostTokensAndSessionsThrough()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:LoginFailuresPerAddress=3/900");
        var buyer = await server.CreateBuyerAsync();
        for (var i = 0; i < 3; i++)
            await LoginAsync(server, $"name {i}", "not the password").ShouldBeProblem("unauthenticated");
        await LoginAsync(server, "admin", server.AdminPassword).ShouldBeRefusedForNow(900);

        for (var i = 0; i < 5; i++)
            await ExchangeAsync(server, "not a token").ShouldBeProblem("unauthenticated");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var claims = new
        {
            iss = "shop",
            aud = "livechat",
            sub = ChatUser.NewId("host"),
            exp = now + 60,
            jti = Guid.NewGuid(),
        };
        await ExchangeAsync(server, SignedToken.Hs256(claims, "a-key-of-the-host-site-with-more-than-32-bytes")).ShouldBe(200);
        await buyer.GetAsync("/api/auth/me").ShouldBe(200);
        await server
            .Admin.PutAsync("/api/auth/password", new { current_password = server.AdminPassword, new_password = "a good new one 1" })
            .ShouldBe(204);
    }

    [Fact]
    public async Task Login_WhenItSucceededTooOften_ShouldRefuseTheAddress()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:SignIns=4/900");
        // The fixture has signed the admin in once.
        for (var i = 0; i < 3; i++)
            await LoginAsync(server, "admin", server.AdminPassword).ShouldBe(200);

        await LoginAsync(server, "admin", server.AdminPassword).ShouldBeRefusedForNow(900);
    }

    [Fact]
    public async Task Register_WhenTooManyAreMade_ShouldRefuseTheAddressAndCountOnlyThose()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:Registrations=3/3600");
        await RegisterAsync(server, "short", "x").ShouldBeProblem("validation_failed", "password");
        for (var i = 0; i < 3; i++)
            await RegisterAsync(server, $"name {i}").ShouldBe(201);

        await RegisterAsync(server, "one more").ShouldBeRefusedForNow(3600);
        await LoginAsync(server, "one more", "a good password 1").ShouldBeProblem("unauthenticated");
    }

    [Fact]
    public async Task Register_WhenManyComeAtOnce_ShouldMakeAsManyAsTheAddressMay()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:Registrations=3/3600");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => RegisterAsync(server, $"name {i}")));

        Assert.Equal((3, 5), (answers.Count(a => a.Status == 201), answers.Count(a => a.Status == 429)));
    }

    [Fact]
    public async Task Send_WhenRestAndHubSendTogether_ShouldCountTogether()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:Send=20/600");
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var tab = await buyer.ConnectAsync();
        for (var i = 0; i < 10; i++)
        {
            await buyer.SendAsync(conversation, $"rest {i}");
            await tab.SendAsync(conversation, $"hub {i}");
        }

        await buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft("one more")).ShouldBeRefusedForNow(600);
        await tab.ShouldRefuseAsync(
            "SendMessage",
            new
            {
                conversation_id = conversation,
                client_message_id = "more",
                type = "text",
                content = "one more",
            },
            "rate_limited"
        );
        Assert.Equal(20, (await merchant.ReadConversationAsync(conversation)).Number("last_sequence"));
        await merchant.SendAsync(conversation, "the other side has its own limit");
    }

    [Fact]
    public async Task Upload_WhenThereWereTooMany_ShouldBeRefusedAndLeaveNothing()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:Upload=2/600");
        var (buyer, other) = (await server.CreateBuyerAsync(), await server.CreateBuyerAsync());
        var content = new byte[200_000];
        Array.Fill(content, (byte)'a');
        await buyer.UploadAsync("a.txt", content).ShouldBe(201);
        // What is refused for what it is counts too: it was work.
        await buyer.UploadAsync("a.pdf", content).ShouldBe(415);
        var before = FilesOf(server);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => buyer.UploadAsync("b.txt", content).ShouldBeRefusedForNow(600)));

        Assert.Equal(before, FilesOf(server));
        await other.UploadAsync("c.txt", content).ShouldBe(201);
    }

    [Fact]
    public async Task Typing_WhenToldTooOften_ShouldBeLeftOutInSilence()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:Typing=1/600");
        var (buyer, merchant, first) = await server.CreatePairAsync();
        var second = await buyer.StartConversationAsync(await server.CreatePlatformAsync());
        await using var tab = await buyer.ConnectAsync();
        await using var other = await merchant.ConnectAsync();
        await using var bystander = await buyer.ConnectAsync();

        await tab.CallAsync("SetTyping", new { conversation_id = second, is_typing = true });
        for (var i = 0; i < 5; i++)
            await tab.CallAsync("SetTyping", new { conversation_id = first, is_typing = true });

        // What is pushed later is the proof that nothing was pushed before it.
        await tab.CallAsync("SetTyping", new { conversation_id = first, is_typing = false });
        await tab.SendAsync(first, "done");
        await other.WaitForAsync("MessageReceived");
        Assert.DoesNotContain(other.Events("TypingChanged"), e => e.Flag("is_typing"));
    }

    [Fact]
    public async Task StartConversation_WhenThereWereTooManyNewOnes_ShouldOpenOldOnesOnly()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:NewConversations=2/600");
        var buyer = await server.CreateBuyerAsync();
        ChatUser[] merchants = [await server.CreateMerchantAsync(), await server.CreateMerchantAsync(), await server.CreateMerchantAsync()];
        await StartAsync(buyer, merchants[0]).ShouldBe(201);
        await StartAsync(buyer, merchants[0]).ShouldBe(200);
        await StartAsync(buyer, merchants[1]).ShouldBe(201);

        await StartAsync(buyer, merchants[2]).ShouldBeRefusedForNow(600);

        await StartAsync(buyer, merchants[0]).ShouldBe(200);
        Assert.Equal(2, (await buyer.GetAsync("/api/conversations").ShouldBe(200)).Number("count"));
        Assert.Equal(0, (await merchants[2].GetAsync("/api/conversations").ShouldBe(200)).Number("count"));
    }

    [Fact]
    public async Task StartConversation_WhenManyAreBegunAtOnce_ShouldMakeAsManyAsAreLeft()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:NewConversations=3/600");
        var buyer = await server.CreateBuyerAsync();
        var merchants = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => server.CreateMerchantAsync()));

        var answers = await Task.WhenAll(merchants.Select(m => StartAsync(buyer, m)));

        Assert.Equal((3, 5), (answers.Count(a => a.Status == 201), answers.Count(a => a.Status == 429)));
        Assert.Equal(3, (await buyer.GetAsync("/api/conversations").ShouldBe(200)).Number("count"));
    }

    [Theory]
    [InlineData("/hubs/chat")]
    [InlineData("/HUBS/Chat")]
    public async Task Connect_WhenTenAreOpen_ShouldRefuseTheEleventhUntilOneCloses(string path)
    {
        await using var server = await ChatServer.StartAsync(Enabled);
        var buyer = await server.CreateBuyerAsync();
        var address = new Uri(server.Address, path);
        var open = new List<ChatConnection>();
        for (var i = 0; i < 10; i++)
            open.Add(await ChatConnection.OpenAsync(address, buyer.Token));

        var refused = await Assert.ThrowsAnyAsync<HttpRequestException>(() => ChatConnection.OpenAsync(address, buyer.Token));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        await buyer.PostAsync($"{path}/negotiate?negotiateVersion=1").ShouldBeRefusedForNow(60);
        // A client that does not ask first finds the door closed too.
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAnyAsync<Exception>(() =>
            socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}{path}?access_token={buyer.Token}"), CancellationToken.None)
        );
        Assert.Equal(HttpStatusCode.TooManyRequests, socket.HttpStatusCode);
        await using (await (await server.CreateBuyerAsync()).ConnectAsync()) { }

        await open[0].DisposeAsync();
        await Eventually.Async(async () => (await buyer.PostAsync($"{path}/negotiate?negotiateVersion=1")).Status == 200);
        await using var again = await ChatConnection.OpenAsync(address, buyer.Token);
        foreach (var connection in open)
            await connection.DisposeAsync();
    }

    [Fact]
    public async Task Connect_WhenByLongPolling_ShouldCountLikeAnyOther()
    {
        await using var server = await ChatServer.StartAsync(Enabled, "--Limits:Connections=3");
        var buyer = await server.CreateBuyerAsync();
        // All of them are asked for before any is opened.
        var asked = new List<string>();
        for (var i = 0; i < 5; i++)
            asked.Add((await buyer.PostAsync("/hubs/chat/negotiate?negotiateVersion=1").ShouldBe(200)).Text("connectionToken"));

        var polls = new List<Answer>();
        foreach (var id in asked)
            polls.Add(await buyer.GetAsync($"/hubs/chat?id={id}"));

        Assert.Equal([200, 200, 200, 429, 429], polls.Select(p => p.Status));
        await buyer.PostAsync("/hubs/chat/negotiate?negotiateVersion=1").ShouldBeRefusedForNow(60);

        // Between two polls it is as open as during one, until it is closed.
        using (var closed = await buyer.Http.DeleteAsync($"/hubs/chat?id={asked[0]}"))
            Assert.Equal(202, (int)closed.StatusCode);
        await buyer.PostAsync("/hubs/chat/negotiate?negotiateVersion=1").ShouldBe(200);
        await using var tab = await buyer.ConnectAsync();
        await buyer.PostAsync("/hubs/chat/negotiate?negotiateVersion=1").ShouldBeRefusedForNow(60);
    }

    private static async Task<Answer> RegisterAsync(ChatServer server, string username, string password = "a good password 1") =>
        await Answer.ReadAsync(
            await server.Anonymous.PostAsJsonAsync(
                "/api/auth/register",
                new
                {
                    username,
                    password,
                    role = "buyer",
                }
            )
        );

    private static async Task<Answer> ExchangeAsync(ChatServer server, string token) =>
        await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/exchange", new { token }));

    private static List<string> FilesOf(ChatServer server) =>
        [.. Directory.EnumerateFiles(server.MediaPath, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static Task<Answer> StartAsync(ChatUser user, ChatUser other) =>
        user.PostAsync("/api/conversations", new { target_user_id = other.Id });

    private static async Task<Answer> LoginAsync(ChatServer server, string username, string password) =>
        await Answer.ReadAsync(await server.Anonymous.PostAsJsonAsync("/api/auth/login", new { username, password }));
}

internal static class LimitAssertions
{
    /// <summary>Asserts a 429 that says when to come back.</summary>
    public static async Task ShouldBeRefusedForNow(this Task<Answer> answering, int windowSeconds)
    {
        var answer = await answering;
        await Task.FromResult(answer).ShouldBeProblem("rate_limited");
        Assert.InRange(answer.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, 1, windowSeconds);
    }
}
