using LiveChat.Domain.Conversations;
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
        var before = (await server.Admin.GetAsync("/api/admin/overview").ShouldBe(200)).Number("unanswered");

        await LetTimePassAsync(conversation, TimeSpan.FromMinutes(4));

        Assert.Equal([conversation], await IdsAsync($"user_id={buyer.Id}&unanswered=true"));
        Assert.Equal(before + 1, (await server.Admin.GetAsync("/api/admin/overview").ShouldBe(200)).Number("unanswered"));

        await merchant.SendAsync(conversation, "yes");
        await LetTimePassAsync(conversation, TimeSpan.FromMinutes(4));

        Assert.Empty(await IdsAsync($"user_id={buyer.Id}&unanswered=true"));
        Assert.Equal(before, (await server.Admin.GetAsync("/api/admin/overview").ShouldBe(200)).Number("unanswered"));
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
        Assert.Equal(($"{mark} merchant", "deleted"), (seen.ParticipantOf(merchant.Id).GetProperty("user").Text("username"), seen.ParticipantOf(merchant.Id).GetProperty("user").Text("status")));
        Assert.Equal("what I said", seen.GetProperty("last_message").Text("content"));
    }

    /// <summary>Moves the conversation back in the store, because no test waits for minutes.</summary>
    private async Task LetTimePassAsync(long conversation, TimeSpan time)
    {
        await using var scope = server.Services.CreateAsyncScope();
        var id = new ConversationId(conversation);
        await scope.ServiceProvider.GetRequiredService<LiveChatDbContext>()
            .Conversations.Where(c => c.Id == id).ExecuteUpdateAsync(c => c.SetProperty(x => x.UpdatedAt, DateTimeOffset.UtcNow - time));
    }

    private async Task<List<long>> IdsAsync(string query) =>
        [.. (await server.Admin.GetAsync($"/api/conversations?{query}").ShouldBe(200)).Results().Select(c => c.Id())];
}
