using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Hubs;

/// <summary>What goes in by one door is pushed by the other, to everyone whom it concerns and to nobody else.</summary>
[Collection(HubTests.Name)]
public sealed class PushTests(ChatServer server)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SendMessage_WhenByEitherDoor_ShouldReachEveryConnectionOfEachMemberAndWatchers(bool byHub)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var room = await Room.OpenAsync(server, buyer, merchant);

        var sent = byHub ? await room.BuyerTab.SendAsync(conversation, "你好 👋") : await buyer.SendAsync(conversation, "你好 👋");

        sent.ShouldBeMessage();
        foreach (var tab in room.Concerned)
        {
            var received = await tab.WaitForAsync("MessageReceived", m => m.Number("conversation_id") == conversation);
            Assert.Equal(sent.GetRawText(), received.GetRawText());
        }

        await room.ShouldHaveToldNoStrangerAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MarkRead_WhenByEitherDoor_ShouldReachEveryConnectionOfEachMemberAndWatchers(bool byHub)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        for (var i = 0; i < 3; i++)
            await buyer.SendAsync(conversation, $"{i}");
        await using var room = await Room.OpenAsync(server, buyer, merchant);

        if (byHub)
        {
            var state = await room.MerchantTab.MarkReadAsync(conversation, 2);
            state.ShouldHaveOnly("unread_count", "last_read_sequence");
            Assert.Equal((1, 2), (state.Number("unread_count"), state.Number("last_read_sequence")));
        }
        else
        {
            await merchant.MarkReadAsync(conversation, 2);
        }

        foreach (var tab in room.Concerned)
        {
            var read = await tab.WaitForAsync("ReadUpdated", r => r.Number("conversation_id") == conversation);
            read.ShouldHaveOnly("conversation_id", "user_id", "last_read_sequence", "unread_count");
            Assert.Equal((merchant.Id, 2, 1), (read.Text("user_id"), read.Number("last_read_sequence"), read.Number("unread_count")));
        }

        await room.ShouldHaveToldNoStrangerAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RecallMessage_WhenByEitherDoor_ShouldReachEveryConnectionOfEachMemberAndWatchers(bool byHub)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var quoted = await merchant.SendAsync(conversation, "quoted");
        var message = await buyer.SendAsync(conversation, "regretted", replyToId: quoted.Id());
        await using var room = await Room.OpenAsync(server, buyer, merchant);

        var recalled = byHub
            ? await room.BuyerTab.CallAsync("RecallMessage", new { message_id = message.Id() })
            : await buyer.RecallAsync(message.Id());

        recalled.ShouldBeMessage();
        foreach (var tab in room.Concerned)
        {
            var updated = await tab.WaitForAsync("MessageUpdated", m => m.Id() == message.Id());
            Assert.Equal(recalled.GetRawText(), updated.GetRawText());
            Assert.Equal(("", 3), (updated.Text("content"), updated.Number("revision")));
        }

        await room.ShouldHaveToldNoStrangerAsync();
    }

    [Fact]
    public async Task StartConversation_WhenNew_ShouldReachBothMembersAsEachSeesIt()
    {
        var buyer = await server.CreateBuyerAsync();
        var merchant = await server.CreateMerchantAsync();
        await using var room = await Room.OpenAsync(server, buyer, merchant);

        var conversation = await buyer.StartConversationAsync(merchant);
        await merchant.StartConversationAsync(buyer);

        foreach (var tab in room.Concerned)
            (await tab.WaitForAsync("ConversationUpdated", c => c.Id() == conversation)).ShouldBeConversation();
        await room.ShouldHaveToldNoStrangerAsync();
        Assert.Single(room.BuyerTab.Events("ConversationUpdated"), c => c.Id() == conversation);
    }

    [Theory]
    [InlineData("disabled")]
    [InlineData("deleted")]
    [InlineData("renamed")]
    [InlineData("described")]
    public async Task User_WhenChanged_ShouldBeSeenSoInTheirConversationsByWhoeverIsThere(string change)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var room = await Room.OpenAsync(server, buyer, merchant);

        switch (change)
        {
            case "disabled":
                (
                    await server.Admin.Http.PatchAsJsonAsync($"/api/users/{merchant.Id}/status", new { status = "disabled" })
                ).EnsureSuccessStatusCode();
                break;
            case "deleted":
                (await server.Admin.Http.DeleteAsync($"/api/users/{merchant.Id}")).EnsureSuccessStatusCode();
                break;
            case "renamed":
                await server.Admin.PutAsync($"/api/users/{merchant.Id}", new { username = "renamed", role = "merchant" }).ShouldBe(200);
                break;
            default:
                await merchant.PutAsync("/api/users/me", new { description = "described" }).ShouldBe(200);
                break;
        }

        foreach (var tab in new[] { room.BuyerTab, room.OtherBuyerTab, room.AdminTab })
        {
            var updated = await tab.WaitForAsync("ConversationUpdated", c => c.Id() == conversation);
            updated.ShouldBeConversation();
            var user = updated
                .GetProperty("participants")
                .EnumerateArray()
                .Select(p => p.GetProperty("user"))
                .Single(u => u.Text("id") == merchant.Id);
            Assert.Contains(change, new[] { user.Text("status"), user.Text("username"), user.Text("description") });
        }

        await room.ShouldHaveToldNoStrangerAsync();
    }

    [Fact]
    public async Task SetPreferences_WhenChanged_ShouldReachTheCallersOtherTabsAlone()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var room = await Room.OpenAsync(server, buyer, merchant);

        await buyer.PutAsync($"/api/conversations/{conversation}/preferences", new { pinned = true }).ShouldBe(200);

        foreach (var tab in new[] { room.BuyerTab, room.OtherBuyerTab })
            Assert.True((await tab.WaitForAsync("ConversationUpdated", c => c.Id() == conversation)).Flag("pinned"));
        await buyer.SendAsync(conversation, "later");
        await room.MerchantTab.WaitForAsync("MessageReceived");
        Assert.Empty(room.MerchantTab.Events("ConversationUpdated"));
    }

    [Fact]
    public async Task SendMessage_WhenTheOtherWasDoneWithIt_ShouldTellTheirTabsThatItIsBack()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await buyer
            .PutAsync(
                $"/api/conversations/{conversation}/preferences",
                new { done = true, snoozed_until = DateTimeOffset.UtcNow.AddDays(1) }
            )
            .ShouldBe(200);
        await using var room = await Room.OpenAsync(server, buyer, merchant);

        await merchant.SendAsync(conversation, "one more thing");

        foreach (var tab in new[] { room.BuyerTab, room.OtherBuyerTab })
        {
            var updated = await tab.WaitForAsync("ConversationUpdated", c => c.Id() == conversation);
            Assert.Equal((false, true), (updated.Flag("done"), updated.IsNull("snoozed_until")));
        }

        Assert.Empty(room.MerchantTab.Events("ConversationUpdated"));
    }

    [Fact]
    public async Task SendMessage_WhenRetried_ShouldBePushedOnce()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var tab = await merchant.ConnectAsync();

        for (var i = 0; i < 3; i++)
            await buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft("once", "same"));
        await buyer.SendAsync(conversation, "later");

        await tab.WaitForAsync("MessageReceived", m => m.Text("content") == "later");
        Assert.Equal(["once", "later"], tab.Events("MessageReceived").Select(m => m.Text("content")));
    }

    [Fact]
    public async Task SendMessage_WhenManyAtOnce_ShouldReachEachConnectionInSequenceOrder()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var room = await Room.OpenAsync(server, buyer, merchant);
        const int Each = 60;

        await Task.WhenAll(
            Enumerable
                .Range(0, Each)
                .SelectMany(i =>
                    new[]
                    {
                        (Task)room.BuyerTab.SendAsync(conversation, $"hub {i}"),
                        merchant.SendAsync(conversation, $"rest {i}"),
                        room.OtherBuyerTab.SendAsync(conversation, $"tab {i}"),
                    }
                )
        );

        foreach (var tab in room.Concerned)
        {
            await Eventually.Async(() => Received(tab).Count() == 3 * Each, () => $"{Received(tab).Count()} came.");
            Assert.Equal(Enumerable.Range(1, 3 * Each).Select(i => (long)i), Received(tab));
        }

        IEnumerable<long> Received(ChatConnection tab) =>
            tab.Events("MessageReceived").Where(m => m.Number("conversation_id") == conversation).Select(m => m.Number("sequence"));
    }
}
