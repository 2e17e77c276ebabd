using System.Globalization;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>A merchant to whom many have written at once.</summary>
public sealed class AnsweringTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const int Crowd = 30;

    [ChromiumFact]
    public async Task Answer_WhenThirtyWroteAtOnce_ShouldReachEachByKeyboardAloneInTheOrderOfTheirWait()
    {
        var (merchant, buyers, conversations) = await CreateCrowdAsync(Crowd);
        var window = await OpenChatAsync(merchant);
        await Expect(window.Page.GetByTestId("filter-waiting")).ToHaveTextAsync($"待回复{Crowd}");
        await window.Page.Keyboard.PressAsync("Alt+n");
        await Expect(window.Composer).ToBeFocusedAsync();

        for (var i = 0; i < Crowd; i++)
        {
            await Expect(Pane(window, buyers[i])).ToBeVisibleAsync();
            await Expect(window.Composer).ToBeFocusedAsync();
            await window.Page.Keyboard.TypeAsync($"答{i}");
            if (i == 0)
                await Expect(window.Page.GetByTestId("next-waiting")).ToContainTextAsync($"下一位：{buyers[1].Username}");
            await window.Page.Keyboard.PressAsync("Alt+Enter");
        }

        await Expect(window.Page.GetByTestId("next-waiting")).ToHaveCountAsync(0);
        await Expect(window.Page.GetByTestId("filter-waiting")).ToHaveTextAsync("待回复");
        for (var i = 0; i < Crowd; i++)
            Assert.Equal($"答{i}", await Server.LastContentAsync(merchant, conversations[i]));
    }

    [ChromiumFact]
    public async Task Next_WhenAnsweredRowsGoToTheTop_ShouldReachEachInTheShownListAndKeepItInSight()
    {
        const int Some = 16;
        var (merchant, _, conversations) = await CreateCrowdAsync(Some);
        var window = await OpenChatAsync(merchant);
        await Expect(window.Conversations.First).ToBeVisibleAsync();
        await window.Page.GetByTestId("filter-unread").ClickAsync();
        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "会话", Exact = true }).ClickAsync();
        HashSet<string> opened = [];

        for (var i = 0; i < Some; i++)
        {
            await window.Page.Keyboard.PressAsync("Alt+ArrowDown");
            await Expect(window.Composer).ToBeFocusedAsync();
            var selected = window.Page.Locator("[data-testid=conversation-item][aria-current=true]");
            await Expect(selected).ToBeInViewportAsync();
            opened.Add(await selected.GetAttributeAsync("data-conversation-id") ?? "");
            await window.SendAsync($"答{i}");
            await Expect(window.Message($"答{i}")).ToHaveAttributeAsync("data-status", "sent");
        }

        Assert.Equal(conversations.Select(id => id.ToString(CultureInfo.InvariantCulture)).ToHashSet(), opened);
    }

    [ChromiumFact]
    public async Task WaitingView_WhenRowsChangeUnderThePointer_ShouldHoldStillAndSaySo()
    {
        var (merchant, buyers, conversations) = await CreateCrowdAsync(3);
        var window = await OpenChatAsync(merchant);
        await window.Page.GetByTestId("filter-waiting").ClickAsync();
        await Expect(window.Conversations).ToHaveCountAsync(3);
        await Expect(window.Page.GetByTestId("wait").First).ToHaveTextAsync("刚刚开始等");
        // The longest wait first, however often the others ask.
        await Server.SayAsync(buyers[2], conversations[2], "在吗？？");
        await Expect(window.Conversation(buyers[2].Username)).ToContainTextAsync("在吗？？");
        await Expect(window.Conversations.First).ToContainTextAsync(buyers[0].Username);

        // In every view what the pointer is on stays where it is.
        await window.Page.GetByTestId("filter-waiting").ClickAsync();
        await Expect(window.Conversations.First).ToContainTextAsync(buyers[2].Username);
        await window.Conversations.Nth(1).HoverAsync();
        await Server.SayAsync(buyers[0], conversations[0], "急");
        await Expect(window.Page.GetByTestId("list-news")).ToHaveTextAsync("1 个有更新");
        await window.Conversations.Nth(1).ClickAsync();
        await Expect(Pane(window, buyers[1])).ToBeVisibleAsync();
        await Expect(window.Conversations.First).ToContainTextAsync(buyers[2].Username);
        await window.Composer.HoverAsync();
        await Expect(window.Conversations.First).ToContainTextAsync(buyers[0].Username);
        await Expect(window.Page.GetByTestId("list-news")).ToHaveCountAsync(0);

        // A second question changes nothing; an answer takes the row out of the view once another one is open.
        await window.Page.GetByTestId("filter-waiting").ClickAsync();
        await window.SendAsync("来了");
        await Expect(window.Message("来了")).ToHaveAttributeAsync("data-status", "sent");
        await window.Page.Keyboard.PressAsync("Alt+n");
        await Expect(window.Conversations).ToHaveCountAsync(2);
    }

    [ChromiumFact]
    public async Task Row_WhenDoneOrSnoozed_ShouldLeaveTheListUntilTheOtherSideWrites()
    {
        var (merchant, buyers, conversations) = await CreateCrowdAsync(3);
        var window = await OpenChatAsync(merchant);
        await Expect(window.Conversations).ToHaveCountAsync(3);

        await ChooseAsync(window, buyers[0], "完成");
        await Expect(window.Conversations).ToHaveCountAsync(2);
        await ChooseAsync(window, buyers[1], "稍后处理");
        await window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "1 小时后" }).ClickAsync();
        await Expect(window.Conversations).ToHaveCountAsync(1);

        // Both are where they were put, also on a new page, and found by name.
        await window.Page.ReloadAsync();
        await Expect(window.Conversations).ToHaveCountAsync(1);
        await ShowAsync(window, "已完成");
        await Expect(window.Conversations).ToContainTextAsync([buyers[0].Username]);
        await ShowAsync(window, "稍后处理");
        await Expect(window.Conversations).ToContainTextAsync([buyers[1].Username]);
        await Expect(window.Conversations.First).ToContainTextAsync("再处理");
        await window.Page.GetByTestId("filter-all").ClickAsync();
        await window.Page.GetByRole(AriaRole.Searchbox).FillAsync(buyers[0].Username);
        await Expect(window.Conversations).ToHaveCountAsync(1);
        await window.Page.GetByRole(AriaRole.Searchbox).FillAsync("");

        await Server.SayAsync(buyers[0], conversations[0], "还有一个问题");
        await Server.SayAsync(buyers[1], conversations[1], "我想好了");
        await Expect(window.Conversations).ToHaveCountAsync(3);
    }

    [ChromiumFact]
    public async Task DoneKey_WhenPressedInTheComposer_ShouldPutTheOpenOneAsideAndBackAndSpareAnInputMethod()
    {
        var (merchant, buyers, _) = await CreateCrowdAsync(2);
        var window = await OpenChatAsync(merchant, buyers[0]);
        await Expect(window.Conversations).ToHaveCountAsync(2);
        await window.Composer.FillAsync("好");

        // What an input method makes of the key is none of the page's.
        await window.Composer.DispatchEventAsync(
            "keydown",
            new
            {
                key = "Process",
                code = "KeyW",
                altKey = true,
                keyCode = 229,
                isComposing = true,
                bubbles = true,
                cancelable = true,
            }
        );
        await window.Page.Keyboard.PressAsync("Alt+w");
        await Expect(window.Page.GetByText("已完成，对方再来消息时会回到列表")).ToHaveCountAsync(1);
        await Expect(window.Conversations).ToHaveCountAsync(1);
        await Expect(window.Composer).ToHaveValueAsync("好");
        await Expect(window.Composer).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Alt+w");
        await Expect(window.Conversations).ToHaveCountAsync(2);

        await window.Page.GetByRole(AriaRole.Heading, new() { Name = "会话", Exact = true }).ClickAsync();
        await window.Page.Keyboard.PressAsync("?");
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("完成当前会话");
    }

    [ChromiumFact]
    public async Task Several_WhenSelected_ShouldBeReadMutedAndDoneAtOnceAndAllReadFromTheMenu()
    {
        var (merchant, buyers, conversations) = await CreateCrowdAsync(4);
        var window = await OpenChatAsync(merchant);
        await Expect(window.UnreadBadges).ToHaveCountAsync(4);

        await OpenListMenuAsync(window, "选择多个会话");
        await window.Conversation(buyers[0].Username).ClickAsync();
        await window.Conversation(buyers[1].Username).ClickAsync();
        await Expect(window.Page.GetByTestId("selection-bar")).ToContainTextAsync("已选 2 个");
        await window.Page.GetByTestId("selection-bar").GetByRole(AriaRole.Button, new() { Name = "标为已读" }).ClickAsync();
        await Expect(window.UnreadBadges).ToHaveCountAsync(2);
        Assert.Equal(0, await Server.CountUnreadAsync(merchant, conversations[1]));

        // With Ctrl a click selects.
        await window.Conversation(buyers[2].Username).ClickAsync(new() { Modifiers = [KeyboardModifier.Control] });
        await window.Conversation(buyers[3].Username).ClickAsync();
        await window.Page.GetByTestId("selection-bar").GetByRole(AriaRole.Button, new() { Name = "免打扰" }).ClickAsync();
        await Expect(window.Page.GetByLabel("已免打扰")).ToHaveCountAsync(2);
        Assert.Equal(1, await Server.CountUnreadAsync(merchant, conversations[3]));

        await OpenListMenuAsync(window, "全部标为已读");
        await Expect(window.UnreadBadges).ToHaveCountAsync(0);
        Assert.Equal(0, await Server.CountUnreadAsync(merchant, conversations[3]));

        // Put off together, until a time that is asked for once.
        await OpenListMenuAsync(window, "选择多个会话");
        await window.Conversation(buyers[0].Username).ClickAsync();
        await window.Conversation(buyers[1].Username).ClickAsync();
        await window.Page.GetByTestId("selection-bar").GetByRole(AriaRole.Button, new() { Name = "稍后处理" }).ClickAsync();
        var times = window.Page.GetByRole(AriaRole.Menuitem);
        var (first, second) = (await times.Nth(0).BoundingBoxAsync(), await times.Nth(1).BoundingBoxAsync());
        Assert.InRange(first!.Height, 36, 48);
        Assert.Equal(first.Y + first.Height, second!.Y, 1f);
        await window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "明天上午" }).ClickAsync();
        await Expect(window.Page.GetByTestId("selection-bar")).ToHaveCountAsync(0);
        await Expect(window.Conversations).ToHaveCountAsync(2);
        await ShowAsync(window, "稍后处理");
        await Expect(window.Conversations).ToHaveCountAsync(2);
        await window.Page.GetByTestId("filter-all").ClickAsync();
        await Expect(window.Conversations).ToHaveCountAsync(2);

        await OpenListMenuAsync(window, "选择多个会话");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "全选" }).ClickAsync();
        await window.Page.GetByTestId("selection-bar").GetByRole(AriaRole.Button, new() { Name = "完成" }).ClickAsync();
        await Expect(window.Conversations).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Mark_WhenConversationStaysOpen_ShouldOutliveTheNextMessage()
    {
        var (merchant, buyers, conversations) = await CreateCrowdAsync(2);
        var window = await OpenChatAsync(merchant, buyers[0]);
        await Expect(window.Message("在吗")).ToBeVisibleAsync();
        await Expect(window.UnreadBadges).ToHaveCountAsync(1);
        await ChooseAsync(window, buyers[0], "标为未读");
        await Expect(window.Conversation(buyers[0].Username).GetByTestId("unread-mark")).ToBeVisibleAsync();

        await Server.SayAsync(buyers[0], conversations[0], "还在吗");
        await Expect(window.Message("还在吗")).ToBeInViewportAsync();
        await window.SendAsync("稍等");
        await Expect(window.Message("稍等")).ToHaveAttributeAsync("data-status", "sent");

        // It is unread for its number now, and stays so until it is opened again.
        await Expect(window.Conversation(buyers[0].Username).GetByTestId("unread-badge")).ToHaveTextAsync("1");
        await window.Conversation(buyers[1].Username).ClickAsync();
        await Expect(Pane(window, buyers[1])).ToBeVisibleAsync();
        await Expect(window.UnreadBadges).ToHaveCountAsync(1);
        await window.Conversation(buyers[0].Username).ClickAsync();
        await Expect(window.UnreadBadges).ToHaveCountAsync(0);
        await Expect(window.Page.GetByTestId("unread-mark")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Message_WhenItFailsAfterOneLeft_ShouldBeMarkedInItsRowAndLedTo()
    {
        MayFailRequests = true;
        var (merchant, buyers, conversations) = await CreateCrowdAsync(2);
        var window = await OpenChatAsync(merchant, buyers[1]);
        await Expect(window.Message("在吗")).ToBeVisibleAsync();
        // What is written without a network is seen to wait.
        await Context.SetOfflineAsync(true);
        await window.SendAsync("马上");
        await window.Conversation(buyers[0].Username).ClickAsync();
        await Expect(window.Conversation(buyers[1].Username)).ToContainTextAsync("[等待发送] 马上");
        await Context.SetOfflineAsync(false);
        await Expect(window.Conversation(buyers[1].Username)).Not.ToContainTextAsync("等待发送");

        await window.Page.EvaluateAsync(
            "([me, id]) => localStorage.setItem(`livechat.outbox.${me}:refused`, JSON.stringify({ client_message_id: 'refused', conversation_id: id, type: 'text', content: '发不出去的', attachment: null, reply_to: { id: 9007199254740991, sender_id: 'x', excerpt: 'x' }, created_at: new Date().toISOString(), state: 'waiting', reason: null, attempts: 0, not_before: 0 }))",
            new object[] { merchant.Id, conversations[1] }
        );
        await window.Page.ReloadAsync();
        await Expect(window.Conversation(buyers[1].Username)).ToContainTextAsync("[未发出] 发不出去的");
        var note = window.Page.GetByTestId("unsent");
        await Expect(note).ToHaveTextAsync("1 条消息没有发出，点击查看");
        await note.ClickAsync();
        await Expect(window.Message("发不出去的")).ToHaveAttributeAsync("data-status", "failed");
        await Expect(note).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Search_WhenANameIsTyped_ShouldOpenTheBestMatchByEnterWalkByArrowsAndKeepTheFocus()
    {
        var (merchant, buyers, conversations) = await CreateCrowdAsync(3);
        // The conversation's part of the page comes late; what is typed meanwhile is not for the customer.
        var arrives = await HoldBackAsync("**/assets/ChatPane-*.js");
        var window = new ChatWindow(await Context.NewPageAsync());
        await window.Page.GotoAsync($"{Server.Url}/chat?user_id={merchant.Id}&c={conversations[0]}");
        await Expect(window.Conversations).ToHaveCountAsync(3);
        await window.Page.Keyboard.PressAsync("Control+k");
        await window.Page.Keyboard.TypeAsync("买家");
        arrives.SetResult();
        await Expect(window.Composer).ToBeVisibleAsync();
        await window.Page.Keyboard.TypeAsync("2");
        var search = window.Page.GetByRole(AriaRole.Searchbox);
        await Expect(search).ToHaveValueAsync("买家2");
        await Expect(window.Composer).ToHaveValueAsync("");

        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(Pane(window, buyers[2])).ToBeVisibleAsync();
        await Expect(window.Composer).ToBeFocusedAsync();
        await Expect(search).ToHaveValueAsync("");

        await window.Page.Keyboard.PressAsync("Control+k");
        await window.Page.Keyboard.TypeAsync("买家");
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(window.Conversations.First).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(window.Conversations.Nth(1)).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Focus_WhenWhatHadItGoesAway_ShouldGoOnInTheComposer()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        for (var i = 0; i < 60; i++)
            await Server.SayAsync(buyer, conversation, $"第 {i} 条");
        await Context.GrantPermissionsAsync(["microphone"]);
        var arrives = await HoldBackAsync("**/assets/ShortcutsDialog-*.js");
        var window = await OpenChatAsync(merchant, buyer);
        await Expect(window.JumpToEnd).ToBeVisibleAsync();

        await window.JumpToEnd.FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.JumpToEnd).ToHaveCountAsync(0);
        await Expect(window.Composer).ToBeFocusedAsync();

        await window.Page.GetByTestId("record").FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "取消录制" }).FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Composer).ToBeFocusedAsync();

        // Typed while a dialog is still on its way: not to the customer.
        await window.MessageList.FocusAsync();
        await window.Page.Keyboard.PressAsync("?");
        await Expect(window.Page.GetByTestId("focus-catcher")).ToBeFocusedAsync();
        arrives.SetResult();
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.MessageList).ToBeFocusedAsync();
    }

    private static ILocator Pane(ChatWindow window, Person other) =>
        window.Page.GetByRole(AriaRole.Region, new() { Name = $"与{other.Username}的会话" });

    private static async Task ChooseAsync(ChatWindow window, Person buyer, string action)
    {
        await window.Conversation(buyer.Username).ClickAsync(new() { Button = MouseButton.Right });
        await window.Page.GetByRole(AriaRole.Menuitem, new() { Name = action, Exact = true }).ClickAsync();
    }

    private static async Task OpenListMenuAsync(ChatWindow window, string action)
    {
        await window.Page.GetByTestId("list-menu").ClickAsync();
        await window.Page.GetByRole(AriaRole.Menuitem, new() { Name = action, Exact = true }).ClickAsync();
    }

    private static Task ShowAsync(ChatWindow window, string view) => OpenListMenuAsync(window, view);

    /// <summary>Buyers who wrote one after the other, the first waits longest.</summary>
    private async Task<(Person Merchant, IReadOnlyList<Person> Buyers, IReadOnlyList<long> Conversations)> CreateCrowdAsync(int count)
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var buyers = await Server.CreatePeopleAsync("buyer", [.. Enumerable.Range(0, count).Select(i => $"买家{i}号")]);
        List<long> conversations = [];
        foreach (var buyer in buyers)
        {
            conversations.Add(await Server.StartConversationAsync(buyer, merchant));
            await Server.SayAsync(buyer, conversations[^1], "在吗");
        }

        return (merchant, buyers, conversations);
    }
}
