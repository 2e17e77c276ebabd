using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Limits;

/// <summary>
/// Too much of what a signed-in user does in conversations is refused, says when to come back, and is not begun. Windows are long, so that
/// no test outlasts one.
/// </summary>
public class ChatLimitTests
{
    private const string Enabled = "--Limits:Enabled=true";

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
        var before = await server.ListFilesAsync();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => buyer.UploadAsync("b.txt", content).ShouldBeRefusedForNow(600)));

        Assert.Equal(before, await server.ListFilesAsync());
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

    private static Task<Answer> StartAsync(ChatUser user, ChatUser other) =>
        user.PostAsync("/api/conversations", new { target_user_id = other.Id });
}
