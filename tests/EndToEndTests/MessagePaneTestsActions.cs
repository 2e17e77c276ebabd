using System.Text.Json;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>What can be done with a message: recall, answer, forward, send again.</summary>
public sealed partial class MessagePaneTests
{
    [ChromiumFact]
    public async Task Recall_WhenWithinTheWindow_ShouldTakeItBackEverywhereAndOfferItsTextAgain()
    {
        var (buyer, merchant, _) = await CreatePairAsync();
        var window = await OpenChatAsync(buyer, merchant);
        var other = await OpenChatAsync(merchant, buyer);
        var secondTab = await OpenChatAsync(buyer, merchant);
        await window.SendAsync("写错的数量");
        await Expect(other.Message("写错的数量")).ToBeVisibleAsync();

        // A slip of the finger costs nothing.
        await window.Message("写错的数量").HoverAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "撤回" }).ClickAsync();
        await Expect(window.Messages).ToContainTextAsync("你撤回了一条消息");
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "撤销" })).ToBeFocusedAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "撤销" }).ClickAsync();
        await Expect(window.Message("写错的数量")).ToBeVisibleAsync();
        await Expect(other.Message("写错的数量")).ToBeVisibleAsync();

        await window.Message("写错的数量").HoverAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "撤回" }).ClickAsync();

        await Expect(window.Messages).ToContainTextAsync("你撤回了一条消息");
        await Expect(other.Messages).ToContainTextAsync("撤回了一条消息");
        await Expect(secondTab.Messages).ToContainTextAsync("你撤回了一条消息");
        await Expect(other.Message("写错的数量")).ToHaveCountAsync(0);
        await Expect(secondTab.Page.GetByText("重新编辑")).ToHaveCountAsync(0);

        await window.Page.ReloadAsync();
        await window.Composer.FillAsync("另外");
        await window.Page.GetByText("重新编辑").ClickAsync();
        await Expect(window.Composer).ToHaveValueAsync("另外\n写错的数量");
        await Expect(window.Composer).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Reply_WhenItsSourceIsRecalledMeanwhile_ShouldGoWithoutAndShowItNoMore()
    {
        MayFailRequests = true;
        var (buyer, merchant, conversation) = await CreatePairAsync();
        var source = await Server.SayAsync(merchant, conversation, "口误的价格");
        var other = await Server.SayAsync(merchant, conversation, "另一个口误");
        var window = await OpenChatAsync(buyer, merchant);
        var quoted = window.Page.GetByRole(AriaRole.Button, new() { Name = "取消引用" });

        await ReplyToAsync(window, "口误的价格");
        await Expect(quoted).ToBeVisibleAsync();
        await Server.RecallAsync(merchant, source);
        await Expect(quoted).ToHaveCountAsync(0);
        await window.SendAsync("没有引用");
        await Expect(window.Message("没有引用")).ToHaveAttributeAsync("data-status", "sent");

        // Written without a network, recalled before it is back.
        await ReplyToAsync(window, "另一个口误");
        await Context.SetOfflineAsync(true);
        await window.SendAsync("离线的回答");
        await Expect(window.Message("离线的回答")).ToContainTextAsync("另一个口误");
        await Server.RecallAsync(merchant, other);
        await Context.SetOfflineAsync(false);
        await Expect(window.Message("离线的回答")).ToHaveAttributeAsync("data-status", "sent");
        await Expect(window.Messages.Filter(new() { HasText = "口误" })).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Message_WhenForwarded_ShouldArriveWithSomebodyElseWithItsFile()
    {
        var (buyer, merchant, conversation) = await CreatePairAsync();
        var platform = await Server.CreatePersonAsync("platform", $"官方{Guid.NewGuid():N}"[..12]);
        await Server.SayAsync(merchant, conversation, "运单号 SF123");
        await Server.SendFileAsync(merchant, conversation, "file", "发货单.txt", "一箱"u8.ToArray());
        await Server.SayAsync(merchant, conversation, string.Join('\n', Enumerable.Repeat("行", 1_500)));
        var window = await OpenChatAsync(buyer, merchant);

        // What would fill many screens is folded.
        var unfold = At(window, 3).GetByRole(AriaRole.Button, new() { Name = "展开" });
        await Expect(unfold).ToBeVisibleAsync();
        Assert.True((await At(window, 3).BoundingBoxAsync())!.Height < 900);
        await unfold.ClickAsync();
        await Expect(At(window, 3).GetByRole(AriaRole.Button, new() { Name = "收起" })).ToHaveAttributeAsync("aria-expanded", "true");
        await At(window, 3).GetByRole(AriaRole.Button, new() { Name = "收起" }).ClickAsync();

        foreach (var sequence in (int[])[1, 2])
        {
            await At(window, sequence).HoverAsync();
            await window.Page.GetByRole(AriaRole.Button, new() { Name = "转发" }).ClickAsync();
            var dialog = window.Page.GetByRole(AriaRole.Dialog, new() { Name = "转发给" });
            await dialog.GetByRole(AriaRole.Searchbox).FillAsync(platform.Username);
            await dialog.GetByRole(AriaRole.Button, new() { Name = platform.Username }).ClickAsync();
            await Expect(dialog).ToHaveCountAsync(0);
            await Expect(window.Page.GetByText($"已转发给{platform.Username}").First).ToBeVisibleAsync();
        }

        await Expect(window.Page.GetByRole(AriaRole.Main).Locator("header h2")).ToHaveTextAsync(merchant.Username);
        var other = await OpenChatAsync(platform, buyer);
        await Expect(other.Message("运单号 SF123")).ToBeVisibleAsync();
        await Expect(other.Message("发货单.txt")).ToBeVisibleAsync();

        // The conversation's own preferences, without going back to the list.
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "会话选项" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "置顶" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "会话选项" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "取消置顶" })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Recall_WhenTheWindowPasses_ShouldNoLongerBeOffered()
    {
        // Its own server is gone before the page is.
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync("--Messages:RecallWindow=00:00:06");
        var buyer = await server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await server.CreatePersonAsync("merchant", MerchantName);
        var window = await OpenChatAsync(server, buyer, merchant);
        await window.SendAsync("马上过期");
        await Expect(window.Message("马上过期")).ToHaveAttributeAsync("data-status", "sent");
        await window.Message("马上过期").HoverAsync();
        var recall = window.Page.GetByRole(AriaRole.Button, new() { Name = "撤回" });
        await Expect(recall).ToBeVisibleAsync();

        await Expect(recall).ToBeHiddenAsync();
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "复制" })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Message_WhenItCanNotBeSent_ShouldOfferToRetryAndToDelete()
    {
        var (buyer, merchant, conversation) = await CreatePairAsync();
        var window = await OpenChatAsync(buyer, merchant);
        var item = JsonSerializer.Serialize(
            new
            {
                client_message_id = "refused",
                conversation_id = conversation,
                content = "回复一条不存在的消息",
                reply_to = new
                {
                    id = 9_007_199_254_740_991,
                    sender_id = merchant.Id,
                    excerpt = "不存在",
                },
                created_at = DateTimeOffset.UtcNow,
                state = "waiting",
                reason = (string?)null,
                attempts = 0,
            }
        );
        await window.Page.EvaluateAsync(
            "([key, item]) => localStorage.setItem(key, item)",
            new[] { $"livechat.outbox.{buyer.Id}:refused", item }
        );
        await window.Page.ReloadAsync();

        var refused = window.Message("回复一条不存在的消息");
        await Expect(refused).ToHaveAttributeAsync("data-status", "failed");
        await refused.GetByRole(AriaRole.Button, new() { Name = "重试" }).ClickAsync();
        await Expect(refused).ToHaveAttributeAsync("data-status", "failed");
        await refused.GetByRole(AriaRole.Button, new() { Name = "删除" }).ClickAsync();
        await Expect(refused).ToHaveCountAsync(0);
    }
}
