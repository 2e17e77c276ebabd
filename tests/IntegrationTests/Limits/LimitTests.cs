using System.Net;
using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Limits;

/// <summary>What is too much is refused, says when to come back, and has not been begun. Windows are long, so that no test runs out of one.</summary>
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

        await server.Admin.PutAsync("/api/auth/password", new { current_password = server.AdminPassword, body.new_password }).ShouldBeRefusedForNow(900);
        await LoginAsync(server, "admin", server.AdminPassword).ShouldBe(200);
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
        await tab.ShouldRefuseAsync("SendMessage", new { conversation_id = conversation, client_message_id = "more", type = "text", content = "one more" }, "rate_limited");
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
        await Assert.ThrowsAnyAsync<Exception>(() => socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}{path}?access_token={buyer.Token}"), CancellationToken.None));
        Assert.Equal(HttpStatusCode.TooManyRequests, socket.HttpStatusCode);
        await using (await (await server.CreateBuyerAsync()).ConnectAsync())
        {
        }

        await open[0].DisposeAsync();
        await Eventually.Async(async () => (await buyer.PostAsync($"{path}/negotiate?negotiateVersion=1")).Status == 200);
        await using var again = await ChatConnection.OpenAsync(address, buyer.Token);
        foreach (var connection in open)
            await connection.DisposeAsync();
    }

    private static List<string> FilesOf(ChatServer server) => [.. Directory.EnumerateFiles(server.MediaPath, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static Task<Answer> StartAsync(ChatUser user, ChatUser other) => user.PostAsync("/api/conversations", new { target_user_id = other.Id });

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
