using System.Globalization;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>What the list does for somebody who answers: marks, selections, search, and where the focus goes.</summary>
public sealed partial class AnsweringTests
{
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
}
