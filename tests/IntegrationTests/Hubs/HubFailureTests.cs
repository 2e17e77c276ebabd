using System.Net;
using System.Net.Http.Headers;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Hubs;

[Collection(HubTests.Name)]
public sealed class HubFailureTests(ChatServer server)
{
    [Theory]
    [InlineData("", null, "会话不存在")]
    [InlineData("?lang=en", null, "There is no such conversation.")]
    [InlineData("", "en", "There is no such conversation.")]
    [InlineData("?lang=zh-CN", "en", "会话不存在")]
    public async Task Failure_WhenThrown_ShouldBeCodeAndSentenceInTheLanguageOfTheConnection(
        string query,
        string? acceptLanguage,
        string beginning
    )
    {
        await using var tab = await (await server.CreateBuyerAsync()).ConnectAsync(query, acceptLanguage);

        var message = await tab.RefusalAsync("MarkRead", new { conversation_id = 987654321, sequence = 0 });

        Assert.Contains($"HubException: not_found: {beginning}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Failure_WhenThrown_ShouldBeAHubExceptionThatEndsWithTheSentence()
    {
        using var socket = await RawHub.OpenAsync(server.Address, (await server.CreateBuyerAsync()).Token, "&lang=en");

        await socket.SendAsync(
            """{"type":1,"invocationId":"1","target":"MarkRead","arguments":[{"conversation_id":987654321,"sequence":0}]}"""
        );

        // SignalR puts its own sentence before a HubException's message; clients look for what follows its name.
        Assert.EndsWith(
            " HubException: not_found: There is no such conversation.",
            (await socket.ReceiveCompletionAsync("1")).Text("error"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Failure_WhenInputDoesNotFit_ShouldSayWhat()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        await using var tab = await buyer.ConnectAsync("?lang=en");

        foreach (
            var call in new object[]
            {
                new
                {
                    conversation_id = conversation,
                    client_message_id = "a",
                    type = "text",
                    content = " ",
                },
                new
                {
                    conversation_id = conversation,
                    client_message_id = "a",
                    type = "order",
                    content = "x",
                },
                new
                {
                    conversation_id = conversation,
                    client_message_id = "a b",
                    type = "text",
                    content = "x",
                },
                new
                {
                    conversation_id = conversation,
                    type = "text",
                    content = "x",
                },
                new
                {
                    conversation_id = conversation,
                    client_message_id = "a",
                    type = "text",
                    content = new string('x', 5001),
                },
            }
        )
        {
            Assert.NotEmpty(await tab.ShouldRefuseAsync("SendMessage", call, "validation_failed"));
        }

        await tab.ShouldRefuseAsync("MarkRead", new { conversation_id = conversation, sequence = 1 }, "validation_failed");
        await tab.ShouldRefuseAsync("MarkRead", new { conversation_id = conversation }, "validation_failed");
    }

    [Fact]
    public async Task SendMessage_WhenTheIdIsOnOtherContent_ShouldBeAConflict()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        await using var tab = await buyer.ConnectAsync();
        var first = await tab.SendAsync(conversation, "one", "same");

        Assert.Equal(first.GetRawText(), (await tab.SendAsync(conversation, "one ", "same")).GetRawText());
        await tab.ShouldRefuseAsync(
            "SendMessage",
            new
            {
                conversation_id = conversation,
                client_message_id = "same",
                type = "text",
                content = "two",
            },
            "conflict"
        );
    }

    [Theory]
    [InlineData("SendMessage")]
    [InlineData("MarkRead")]
    [InlineData("RecallMessage")]
    [InlineData("SetTyping")]
    [InlineData("WatchPresence")]
    [InlineData("GetHeads")]
    [InlineData("WatchAll")]
    public async Task AnyMethod_WhenArgumentIsNull_ShouldBeValidationFailed(string method)
    {
        await using var tab = await (await server.CreateBuyerAsync()).ConnectAsync();

        await tab.ShouldRefuseAsync(method, null, "validation_failed");
    }

    [Theory]
    [InlineData("MarkRead", """{"conversation_id":"x","sequence":1}""")]
    [InlineData("MarkRead", """{"conversation_id":99999999999999999999,"sequence":1}""")]
    [InlineData("SendMessage", """{"conversation_id":1,"client_message_id":"a","type":"text","content":7}""")]
    [InlineData("SendMessage", """{"conversation_id":1,"client_message_id":"a","type":"text","content":"a\u0000b"}""")]
    [InlineData("SendMessage", """{"conversation_id":1,"client_message_id":"a","type":"text","content":"\ud800"}""")]
    [InlineData("SetTyping", "[]")]
    [InlineData("GetHeads", "7")]
    [InlineData("NoSuchMethod", "{}")]
    public async Task AnyMethod_WhenArgumentCannotBeBound_ShouldFailAndKeepTheConnection(string method, string argument)
    {
        using var socket = await RawHub.OpenAsync(server.Address, (await server.CreateBuyerAsync()).Token);

        await socket.SendAsync($$"""{"type":1,"invocationId":"1","target":"{{method}}","arguments":[{{argument}}]}""");
        Assert.NotEmpty((await socket.ReceiveCompletionAsync("1")).Text("error"));

        await socket.SendAsync("""{"type":1,"invocationId":"2","target":"GetHeads","arguments":[{}]}""");
        Assert.True((await socket.ReceiveCompletionAsync("2")).TryGetProperty("result", out _));
    }

    [Fact]
    public async Task Frame_WhenOver32Kilobytes_ShouldCloseTheConnection()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        await using var tab = await buyer.ConnectAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => tab.SendAsync(conversation, new string('x', 33 * 1024)));

        await tab.WaitForCloseAsync();
        Assert.Equal(0, (await buyer.ReadConversationAsync(conversation)).Number("last_sequence"));
    }

    [Fact]
    public async Task SendMessage_WhenContentIsAsLongAsAllowed_ShouldFitIntoAFrame()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        await using var tab = await buyer.ConnectAsync();
        var content = string.Concat(Enumerable.Repeat("字", 5000));

        Assert.Equal(content, (await tab.SendAsync(conversation, content)).Text("content"));
    }

    [Fact]
    public async Task Logout_WhenConnected_ShouldTellEveryConnectionOfTheSessionAndClose()
    {
        var buyer = await server.CreateBuyerAsync();
        var otherSession = await server.SignInAsync(buyer.Id);
        await using var tab = await buyer.ConnectAsync();
        await using var secondTab = await buyer.ConnectAsync();
        await using var kept = await otherSession.ConnectAsync();

        await buyer.PostAsync("/api/auth/logout").ShouldBe(204);

        foreach (var ended in new[] { tab, secondTab })
        {
            await ended.WaitForCloseAsync();
            var reason = ended.Events("SessionEnded").Single();
            reason.ShouldHaveOnly("reason");
            Assert.Equal("logged_out", reason.Text("reason"));
        }

        await kept.CallAsync("GetHeads", new { });
        var refused = await Assert.ThrowsAnyAsync<HttpRequestException>(() => buyer.ConnectAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("self", true)]
    [InlineData("null", false)]
    [InlineData("https://evil.example.com", false)]
    public async Task Connect_WhenOriginIsForeign_ShouldBeRefused(string? origin, bool isAccepted)
    {
        var buyer = await server.CreateBuyerAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hubs/chat/negotiate?negotiateVersion=1");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", buyer.Token);
        if (origin is not null)
            request.Headers.Add("Origin", origin == "self" ? server.Address.GetLeftPart(UriPartial.Authority) : origin);

        var answer = Answer.ReadAsync(await server.Anonymous.SendAsync(request));

        if (isAccepted)
            await answer.ShouldBe(200);
        else
            await answer.ShouldBeProblem("forbidden");
    }
}
