using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Users;

/// <summary>Ban with clean-up of what a spammer sent.</summary>
[Collection(HubTests.Name)]
public sealed class BanUserTests(ChatServer server)
{
    [Fact]
    public async Task BanUser_WhenTheyWroteToMany_ShouldTakeEverythingDownAndSayItOnce()
    {
        var spammer = await server.CreateBuyerAsync();
        var merchants = new List<ChatUser>();
        var conversations = new List<long>();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            merchants.Add(await server.CreateMerchantAsync());
            conversations.Add(await spammer.StartConversationAsync(merchants[^1]));
            for (var i = 0; i < 40; i++)
                await spammer.SendAsync(conversations[^1], $"buy this {i}");
        }

        var kept = await merchants[0].SendAsync(conversations[0], "no, thank you");
        await using var tab = await merchants[1].ConnectAsync();

        var banned = await server.Admin.PostAsync($"/api/users/{spammer.Id}/ban", new { reason = "spam" }).ShouldBe(200);

        Assert.Equal(
            (120, 0, "disabled"),
            (banned.Number("removed"), banned.Number("remaining"), banned.GetProperty("user").Text("status"))
        );
        await spammer.GetAsync("/api/auth/me").ShouldBeProblem("unauthenticated");
        foreach (var (merchant, conversation) in merchants.Zip(conversations))
        {
            var page = (await merchant.GetAsync($"/api/conversations/{conversation}/messages?limit=200").ShouldBe(200)).Results();
            Assert.All(
                page.Where(m => m.Text("sender_id") == spammer.Id),
                m => Assert.Equal((false, ""), (m.IsNull("removed_at"), m.Text("content")))
            );
            Assert.Equal(0, await merchant.CountUnreadAsync(conversation));
        }

        Assert.Contains(
            (await merchants[0].GetAsync($"/api/conversations/{conversations[0]}/messages").ShouldBe(200)).Results(),
            m => m.Id() == kept.Id() && m.IsNull("removed_at")
        );
        await Eventually.Async(() => tab.Events("MessageUpdated").Count == 40);
        var entry = (await server.Admin.GetAsync($"/api/admin/audit-log?target={spammer.Id}&action=user_banned").ShouldBe(200))
            .Results()
            .Single();
        Assert.Contains("spam", entry.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("120", entry.Text("detail"), StringComparison.Ordinal);
        // Again: there is nothing left, and what was recalled or taken down is not touched.
        Assert.Equal(
            0,
            (await server.Admin.PostAsync($"/api/users/{spammer.Id}/ban", new { reason = "spam" }).ShouldBe(200)).Number("removed")
        );
        Assert.Equal(
            1,
            (await server.Admin.GetAsync($"/api/admin/audit-log?target={spammer.Id}&action=user_banned").ShouldBe(200)).Number("count")
        );
    }

    [Fact]
    public async Task BanUser_WhenTheyAreActiveAgain_ShouldBeRecordedAgainThoughNothingIsLeftToTakeDown()
    {
        var user = await server.CreateBuyerAsync();
        foreach (var expected in new[] { 1, 1, 2 })
        {
            if (expected == 2)
                (
                    await server.Admin.Http.PatchAsJsonAsync($"/api/users/{user.Id}/status", new { status = "active" })
                ).EnsureSuccessStatusCode();

            await server.Admin.PostAsync($"/api/users/{user.Id}/ban", new { reason = "spam" }).ShouldBe(200);

            Assert.Equal(
                expected,
                (await server.Admin.GetAsync($"/api/admin/audit-log?target={user.Id}&action=user_banned").ShouldBe(200)).Number("count")
            );
        }
    }

    [Fact]
    public async Task BanUser_WhenTheInputDoesNotFit_ShouldNameTheField()
    {
        var user = await server.CreateBuyerAsync();
        await server.Admin.PostAsync($"/api/users/{user.Id}/ban", new { }).ShouldBeProblem("validation_failed", "reason");
        await server
            .Admin.PostAsync($"/api/users/{user.Id}/ban", new { reason = "x", hours = 0 })
            .ShouldBeProblem("validation_failed", "hours");
        await server.Admin.PostAsync($"/api/users/{server.Admin.Id}/ban", new { reason = "x" }).ShouldBeProblem("conflict");
        await user.GetAsync("/api/auth/me").ShouldBe(200);
    }
}
