using System.Net.Http.Json;
using LiveChat.Infrastructure.Persistence;
using LiveChat.IntegrationTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Lists;

[Collection(RestTests.Name)]
public sealed class AdminConversationsTests(ChatServer server)
{
    [Fact]
    public async Task ListConversations_WhenAdminFilters_ShouldFindBySideUserUnreadAndPresence()
    {
        var mark = ChatUser.NewId("w")[..20];
        var buyer = await server.CreateBuyerAsync($"{mark} buyer");
        var merchant = await server.CreateMerchantAsync($"{mark} merchant");
        var conversation = await buyer.StartConversationAsync(merchant);
        var other = await buyer.StartConversationAsync(await server.CreateMerchantAsync());

        Assert.Equal([conversation], await IdsAsync($"search={mark} merchant"));
        Assert.Equal([other, conversation], await IdsAsync($"search={mark} buyer"));
        Assert.Equal([other, conversation], await IdsAsync($"user_id={buyer.Id}"));
        Assert.Equal([conversation], await IdsAsync($"user_id={merchant.Id}"));
        Assert.Empty(await IdsAsync($"user_id={buyer.Id}&unread=true"));
        Assert.Empty(await IdsAsync($"user_id={buyer.Id}&online=true"));

        await buyer.SendAsync(conversation, "is anybody there?");
        await using var connection = await merchant.ConnectAsync();

        Assert.Equal([conversation], await IdsAsync($"user_id={buyer.Id}&unread=true"));
        Assert.Equal([conversation], await IdsAsync($"user_id={buyer.Id}&online=true"));
        // Nobody has waited for three minutes yet.
        Assert.Empty(await IdsAsync($"user_id={buyer.Id}&unanswered=true"));
    }

    [Fact]
    public async Task ListConversations_WhenABuyerHasWaitedForThreeMinutes_ShouldCountAsUnansweredUntilAnswered()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, "is anybody there?");

        await LetTimePassAsync(conversation, TimeSpan.FromMinutes(4));
        await buyer.SendAsync(conversation, "hello?");

        Assert.Equal([conversation], await IdsAsync($"user_id={buyer.Id}&unanswered=true"));
        await OverviewShouldCountTheListAsync();

        await merchant.SendAsync(conversation, "yes");

        Assert.Empty(await IdsAsync($"user_id={buyer.Id}&unanswered=true"));
        await OverviewShouldCountTheListAsync();
    }

    [Fact]
    public async Task ListConversations_WhenSortedByWaiting_ShouldShowTheLongestFirstAndLeaveOutWhoMayNotTakePart()
    {
        var merchant = await server.CreateMerchantAsync();
        var buyers = new[] { await server.CreateBuyerAsync(), await server.CreateBuyerAsync(), await server.CreateBuyerAsync() };
        var ids = new List<long>();
        foreach (var buyer in buyers)
        {
            ids.Add(await buyer.StartConversationAsync(merchant));
            await buyer.SendAsync(ids[^1], "is anybody there?");
        }

        // Who wrote first has waited for the shortest time by now, so that neither age nor activity gives the right order.
        foreach (var (id, minutes) in ids.Zip([4, 60, 700]))
            await LetTimePassAsync(id, TimeSpan.FromMinutes(minutes));
        var quiet = await (await server.CreateBuyerAsync()).StartConversationAsync(merchant);

        List<long> longestFirst = [ids[2], ids[1], ids[0]];
        Assert.Equal(longestFirst, await IdsAsync($"user_id={merchant.Id}&unanswered=true"));
        Assert.Equal(longestFirst, await IdsAsync($"user_id={merchant.Id}&waiting=true"));
        Assert.Equal([.. longestFirst, quiet], await IdsAsync($"user_id={merchant.Id}&sort=waiting_since"));
        Assert.Equal([.. ids, quiet], await IdsAsync($"user_id={merchant.Id}&sort=-waiting_since"));
        var before = (await server.Admin.GetAsync("/api/admin/overview").ShouldBe(200)).Number("unanswered");

        (
            await server.Admin.Http.PatchAsJsonAsync($"/api/users/{buyers[2].Id}/status", new { status = "disabled" })
        ).EnsureSuccessStatusCode();
        (await server.Admin.Http.DeleteAsync($"/api/users/{buyers[1].Id}")).EnsureSuccessStatusCode();

        Assert.Equal([ids[0]], await IdsAsync($"user_id={merchant.Id}&unanswered=true"));
        Assert.Equal(ids[0], (await IdsAsync($"user_id={merchant.Id}&sort=waiting_since"))[0]);
        Assert.Equal(ids[0], (await IdsAsync($"user_id={merchant.Id}&sort=-waiting_since"))[0]);
        Assert.Equal([ids[0]], await WaitingAsync(merchant));
        Assert.Equal(before - 2, (await server.Admin.GetAsync("/api/admin/overview").ShouldBe(200)).Number("unanswered"));
        Assert.True((await merchant.ReadConversationAsync(ids[2])).IsNull("waiting_since"));

        (
            await server.Admin.Http.PatchAsJsonAsync($"/api/users/{buyers[2].Id}/status", new { status = "active" })
        ).EnsureSuccessStatusCode();

        Assert.Equal([ids[2], ids[0]], await WaitingAsync(merchant));
        (await merchant.ReadConversationAsync(ids[2])).ShouldHaveTime("waiting_since");
    }

    [Fact]
    public async Task ListConversations_WhenAMemberAsksWhoWaits_ShouldShowThoseWhoWaitForThemLongestFirst()
    {
        var merchant = await server.CreateMerchantAsync();
        var (first, second) = (await server.CreateBuyerAsync(), await server.CreateBuyerAsync());
        var (older, newer) = (await first.StartConversationAsync(merchant), await second.StartConversationAsync(merchant));
        var asked = await first.SendAsync(older, "one");
        await second.SendAsync(newer, "two");
        var again = await first.SendAsync(older, "one more");

        Assert.Equal([older, newer], await WaitingAsync(merchant));
        Assert.Empty(await WaitingAsync(first));
        Assert.Equal(asked.Text("created_at"), (await merchant.ReadConversationAsync(older)).Text("waiting_since"));

        await first.RecallAsync(again.Id());
        Assert.Equal(asked.Text("created_at"), (await merchant.ReadConversationAsync(older)).Text("waiting_since"));

        var answer = await merchant.SendAsync(older, "an answer");
        Assert.Equal([newer], await WaitingAsync(merchant));

        await merchant.RecallAsync(answer.Id());
        Assert.Equal(asked.Text("created_at"), (await merchant.ReadConversationAsync(older)).Text("waiting_since"));

        (await server.Admin.Http.DeleteAsync($"/api/messages/{asked.Id()}?reason=test")).EnsureSuccessStatusCode();
        Assert.Equal([newer], await WaitingAsync(merchant));
    }

    [Fact]
    public async Task UpdateUser_WhenTheRoleIsAnother_ShouldChangeWhoWaits()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, "a question");
        var asked = await merchant.SendAsync(conversation, "an answer, so far");

        await server.Admin.PutAsync($"/api/users/{buyer.Id}", new { username = buyer.Id, role = "platform" }).ShouldBe(200);

        Assert.Equal(asked.Text("created_at"), (await merchant.ReadConversationAsync(conversation)).Text("waiting_since"));

        await server.Admin.PutAsync($"/api/users/{buyer.Id}", new { username = buyer.Id, role = "merchant" }).ShouldBe(200);

        Assert.True((await merchant.ReadConversationAsync(conversation)).IsNull("waiting_since"));
    }

    [Fact]
    public async Task ListConversations_WhenAMemberAsksWhatOnlyAdminsAsk_ShouldIgnoreIt()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();

        var list = await buyer.GetAsync($"/api/conversations?user_id={merchant.Id}x&unanswered=true&online=true").ShouldBe(200);

        Assert.Equal([conversation], list.Results().Select(c => c.Id()));
    }

    [Fact]
    public async Task DeletedUser_WhenLookedFor_ShouldBeGoneFromDirectoriesAndKeepTheNameOnTheirMessages()
    {
        var mark = ChatUser.NewId("gone")[..20];
        var merchant = await server.CreateMerchantAsync($"{mark} merchant");
        var buyer = await server.CreateBuyerAsync();
        var conversation = await buyer.StartConversationAsync(merchant);
        await merchant.SendAsync(conversation, "what I said");

        (await server.Admin.Http.DeleteAsync($"/api/users/{merchant.Id}")).EnsureSuccessStatusCode();

        Assert.Empty((await (await server.CreateBuyerAsync()).GetAsync($"/api/users?search={mark}").ShouldBe(200)).Results());
        Assert.Empty((await (await server.CreateUserAsync("platform")).GetAsync($"/api/users?search={mark}").ShouldBe(200)).Results());
        var seen = await buyer.ReadConversationAsync(conversation);
        Assert.Equal(
            ($"{mark} merchant", "deleted"),
            (
                seen.ParticipantOf(merchant.Id).GetProperty("user").Text("username"),
                seen.ParticipantOf(merchant.Id).GetProperty("user").Text("status")
            )
        );
        Assert.Equal("what I said", seen.GetProperty("last_message").Text("content"));
    }

    /// <summary>Moves what waits back in the store, because no test waits for minutes.</summary>
    private async Task LetTimePassAsync(long conversation, TimeSpan time)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var id = new ConversationId(conversation);
        await scope
            .ServiceProvider.GetRequiredService<LiveChatDbContext>()
            .Conversations.Where(c => c.Id == id)
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.WaitingSince, DateTimeOffset.UtcNow - time));
    }

    private static async Task<List<long>> WaitingAsync(ChatUser user) =>
        [.. (await user.GetAsync("/api/conversations?waiting=true").ShouldBe(200)).Results().Select(c => c.Id())];

    /// <summary>Other tests share the server, and what they left unanswered grows old meanwhile: both are read until they agree.</summary>
    private Task OverviewShouldCountTheListAsync() =>
        Eventually.Async(async () =>
            (await server.Admin.GetAsync("/api/admin/overview").ShouldBe(200)).Number("unanswered")
            == (await server.Admin.GetAsync("/api/conversations?unanswered=true").ShouldBe(200)).Number("count")
        );

    private async Task<List<long>> IdsAsync(string query) =>
        [.. (await server.Admin.GetAsync($"/api/conversations?{query}").ShouldBe(200)).Results().Select(c => c.Id())];
}
