using System.Text.Json;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class MessagePaneTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>More than a first page with everything unread can hold.</summary>
    private const int Long = 260;

    /// <summary>What a screen holds, with what is drawn above and below it.</summary>
    private const int Near = 60;

    [ChromiumFact]
    public async Task MessageList_WhenConversationIsLong_ShouldDrawWhatIsNearAndReachTheBeginningByKeyboard()
    {
        var (buyer, merchant, conversation) = await CreatePairAsync();
        await FillAsync(merchant, conversation, Long);
        await Server.ReadAsync(buyer, conversation, Long);
        var window = await OpenChatAsync(buyer, merchant);
        await Expect(At(window, Long)).ToBeInViewportAsync();

        Assert.InRange(await window.ScrollToBeginningAsync(), 1, Near);

        await Expect(window.Page.GetByText("已显示全部消息")).ToBeInViewportAsync();
        await At(window, 1).FocusAsync();
        for (var sequence = 2; sequence <= 30; sequence++)
        {
            await window.Page.Keyboard.PressAsync("ArrowDown");
            await Expect(At(window, sequence)).ToBeFocusedAsync();
        }

        await Expect(At(window, 30)).ToBeInViewportAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(At(window, 30).GetByRole(AriaRole.Button, new() { Name = "回复" })).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task MessageList_WhenMuchIsUnread_ShouldBeginAtTheFirstOfItAndCountTheRest()
    {
        var (buyer, merchant, conversation) = await CreatePairAsync();
        await FillAsync(merchant, conversation, Long);
        await Server.ReadAsync(buyer, conversation, 20);

        var window = await OpenChatAsync(buyer, merchant);

        await Expect(window.Page.GetByText("以下为新消息")).ToBeInViewportAsync();
        await Expect(At(window, 21)).ToBeInViewportAsync();
        // What stands on the screen is read, and the pill counts what is below it.
        await Expect(window.JumpToEnd).ToContainTextAsync("条新消息");
        await Expect(window.JumpToEnd).Not.ToHaveTextAsync($"{Long - 20} 条新消息");
        Assert.InRange(await Server.CountUnreadAsync(buyer, conversation), Long - 20 - 30, Long - 20 - 1);

        await window.JumpToEnd.ClickAsync();
        await Expect(At(window, Long)).ToBeInViewportAsync();
        await Expect(window.JumpToEnd).ToBeHiddenAsync();
        await Expect(window.UnreadBadges).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Quote_WhenSourceIsFarAway_ShouldLeadThereAndBeBlankOnceItIsRecalled()
    {
        var (buyer, merchant, conversation) = await CreatePairAsync();
        var source = await Server.SayAsync(merchant, conversation, "最初的报价");
        await FillAsync(merchant, conversation, Long);
        await Server.SayAsync(buyer, conversation, "还是这个价吗", source);
        await Server.ReadAsync(buyer, conversation, Long + 1);
        var window = await OpenChatAsync(buyer, merchant);
        var quote = At(window, Long + 2).GetByRole(AriaRole.Button, new() { Name = "最初的报价" });
        await Expect(quote).ToBeInViewportAsync();

        await quote.ClickAsync();
        await Expect(At(window, 1)).ToBeInViewportAsync();
        await Expect(At(window, 1)).ToBeFocusedAsync();
        await Expect(At(window, 1)).ToContainClassAsync("current");

        // What arrives meanwhile neither tears the reader away nor is lost.
        await Server.SayAsync(merchant, conversation, "刚到的");
        await Expect(window.JumpToEnd).ToHaveTextAsync("1 条新消息");
        await Expect(At(window, 1)).ToBeInViewportAsync();
        await Server.RecallAsync(merchant, source);
        await Expect(At(window, 1)).ToContainTextAsync("撤回了一条消息");
        await window.JumpToEnd.ClickAsync();
        await Expect(window.Message("刚到的")).ToBeInViewportAsync();
        await Expect(At(window, Long + 2)).ToContainTextAsync("引用的消息已不可见");
        await Expect(At(window, Long + 2)).Not.ToContainTextAsync("最初的报价");
    }

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
    public async Task Message_WhenALetterHasAHundredAccents_ShouldStayInItsBubble()
    {
        var (buyer, merchant, conversation) = await CreatePairAsync();
        await Server.SayAsync(merchant, conversation, "z" + string.Concat(Enumerable.Repeat("\u0338\u0322", 200)));
        var window = await OpenChatAsync(buyer, merchant);

        // What is drawn cannot be asked for; what would be cut off can.
        Assert.Equal("clip", await At(window, 1).Locator(".bubble").EvaluateAsync<string>("bubble => getComputedStyle(bubble).overflowX"));
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
    public async Task Search_WhenHitsAreFarAway_ShouldShowEachOfThemMarked()
    {
        var (buyer, merchant, conversation) = await CreatePairAsync();
        await Server.SayAsync(merchant, conversation, "连花清瘟胶囊 Order 12 到货");
        await FillAsync(merchant, conversation, Long);
        await Server.SayAsync(buyer, conversation, "清瘟的 ORDER 呢");
        await Server.ReadAsync(buyer, conversation, Long + 1);
        var window = await OpenChatAsync(buyer, merchant);
        var state = window.Page.GetByTestId("search-state");

        await window.Page.GetByTestId("search-toggle").ClickAsync();
        var field = window.Page.GetByTestId("search-field");
        await Expect(field).ToBeFocusedAsync();
        await field.FillAsync("清瘟");
        await Expect(state).ToHaveTextAsync("1/2");
        await Expect(At(window, Long + 2)).ToContainClassAsync("current");
        await Expect(At(window, Long + 2).Locator("mark")).ToHaveTextAsync("清瘟");

        await field.PressAsync("Enter");
        await Expect(state).ToHaveTextAsync("2/2");
        await Expect(At(window, 1)).ToBeInViewportAsync();
        await Expect(At(window, 1).Locator("mark")).ToHaveTextAsync("清瘟");
        await field.PressAsync("Shift+Enter");
        await Expect(state).ToHaveTextAsync("1/2");
        await Expect(At(window, Long + 2)).ToBeInViewportAsync();

        await field.FillAsync("order");
        await Expect(At(window, Long + 2).Locator("mark")).ToHaveTextAsync("ORDER");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "上一条" }).ClickAsync();
        await Expect(At(window, 1).Locator("mark")).ToHaveTextAsync("Order");
        await field.FillAsync("没有这句");
        await Expect(state).ToHaveTextAsync("没有找到");
        await field.PressAsync("Escape");
        await Expect(field).ToHaveCountAsync(0);
        await Expect(window.Page.Locator("mark")).ToHaveCountAsync(0);
        await Expect(window.Composer).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Link_WhenSent_ShouldBeClickableAndFetchNothing()
    {
        var (buyer, merchant, _) = await CreatePairAsync();
        var window = await OpenChatAsync(buyer, merchant);
        List<string> elsewhere = [];
        window.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(Server.Url, StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };

        await window.SendAsync("看https://example.com/a?b=1。还有 javascript:alert(1)");

        var link = window.Message("看").GetByRole(AriaRole.Link);
        await Expect(link).ToHaveTextAsync("https://example.com/a?b=1");
        await Expect(link).ToHaveAttributeAsync("rel", "noopener noreferrer nofollow");
        await Expect(link).ToHaveAttributeAsync("target", "_blank");
        await Expect(window.Message("看")).ToHaveAttributeAsync("data-status", "sent");
        Assert.Empty(elsewhere);
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

    [ChromiumFact]
    public async Task NewMessages_WhenTheyCome_ShouldBeSaidOnceAndPolitely()
    {
        var (buyer, merchant, conversation) = await CreatePairAsync();
        var window = await OpenChatAsync(buyer, merchant);
        await Server.SayAsync(merchant, conversation, "早");
        var announcement = window.Page.GetByTestId("announcement");
        await Expect(window.Message("早")).ToBeVisibleAsync();
        await Expect(window.MessageList).ToHaveAttributeAsync("aria-live", "off");

        await Server.SayAsync(merchant, conversation, "您要的货到了");
        await Expect(announcement).ToHaveTextAsync($"{MerchantName}：您要的货到了");
        await Expect(announcement).ToHaveAttributeAsync("aria-live", "polite");
    }

    private static async Task ReplyToAsync(ChatWindow window, string text)
    {
        await window.Message(text).HoverAsync();
        await window.Message(text).GetByRole(AriaRole.Button, new() { Name = "回复" }).ClickAsync();
    }

    private static ILocator At(ChatWindow window, int sequence) => window.Page.Locator($"[data-sequence='{sequence}']");

    private async Task FillAsync(Person person, long conversation, int count)
    {
        for (var i = 1; i <= count; i++)
            await Server.SayAsync(person, conversation, $"第 {i} 条");
    }

    private async Task<(Person Buyer, Person Merchant, long Conversation)> CreatePairAsync()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        return (buyer, merchant, await Server.StartConversationAsync(buyer, merchant));
    }
}
