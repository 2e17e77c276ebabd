using System.Globalization;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>A merchant to whom many have written at once.</summary>
public sealed partial class AnsweringTests(BrowserFixture fixture) : BrowserTest(fixture)
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
        // The page counts an answer before the server has it.
        await Expect(window.Message($"答{Crowd - 1}")).ToHaveAttributeAsync("data-status", "sent");
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
