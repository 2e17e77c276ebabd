using System.Text.RegularExpressions;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed partial class ConversationListTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>More than two pages, so that something is left to load.</summary>
    private static readonly int Many = Scale.Of(1_000, atLeast: 130);

    [ChromiumFact]
    public async Task List_WhenThereAreManyConversations_ShouldReachEachAndDrawOnlyThoseInView()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var buyers = await Server.CreatePeopleAsync("buyer", [.. Enumerable.Range(0, Many).Select(i => $"药房{i:000}号")]);
        var conversations = new List<long>();
        foreach (var buyer in buyers)
            conversations.Add(await Server.StartConversationAsync(merchant, buyer));
        // Far down there is something unread, and the total knows it all the same.
        await Server.SayAsync(merchant, conversations[0], "您好");
        foreach (var conversation in conversations.Skip(1))
            await Server.SayAsync(merchant, conversation, "有货");
        var window = await OpenChatAsync(merchant);
        await Expect(window.Conversation($"药房{Many - 1:000}号")).ToBeVisibleAsync();
        var seen = new HashSet<string>();

        for (var deadline = DateTime.UtcNow.AddSeconds(60); seen.Count < Many && DateTime.UtcNow < deadline; )
        {
            var drawn = await window.Conversations.EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.conversationId)");
            Assert.True(drawn.Length < 60, $"{drawn.Length} rows are drawn.");
            seen.UnionWith(drawn);
            // Scrolled twice before it is drawn once, rows would be skipped.
            await window.ConversationList.EvaluateAsync(
                "list => new Promise(drawn => { list.scrollTop += list.clientHeight; requestAnimationFrame(() => requestAnimationFrame(drawn)); })"
            );
        }

        Assert.Equal(conversations.Select(id => $"{id}").ToHashSet(), seen);
        await Expect(window.Conversation("药房000号")).ToBeInViewportAsync();

        // What is searched for is found by the server, also when the page is new and has not been so far.
        await window.Page.ReloadAsync();
        await Expect(window.Conversation($"药房{Many - 1:000}号")).ToBeVisibleAsync();
        await window.Page.GetByRole(AriaRole.Searchbox).FillAsync("药房001");
        await Expect(window.Conversations).ToHaveCountAsync(1);
        await window.Page.GetByRole(AriaRole.Searchbox).FillAsync("没有这家");
        await Expect(window.Page.GetByText("没有匹配的会话")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task List_WhenUnreadIsFarDown_ShouldCountItInTitleAndFindItByFilter()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var buyers = await Server.CreatePeopleAsync("buyer", [.. Enumerable.Range(0, 60).Select(i => $"药房{i:000}号")]);
        var first = await Server.StartConversationAsync(buyers[0], merchant);
        await Server.SayAsync(buyers[0], first, "在吗");
        await Server.SayAsync(buyers[0], first, "请问有货吗");
        foreach (var buyer in buyers.Skip(1))
            await Server.SayAsync(merchant, await Server.StartConversationAsync(merchant, buyer), "有货");
        var window = await OpenChatAsync(merchant);
        await Expect(window.Page).ToHaveTitleAsync("(2) LiveChat 在线客服");
        await Expect(window.Page.GetByTestId("total-unread")).ToHaveTextAsync("2");
        await Expect(window.Page.Locator("link[rel=icon]")).ToHaveAttributeAsync("href", DrawnIcon());
        await Expect(window.UnreadBadges).ToHaveCountAsync(0);

        await window.Page.GetByTestId("filter-unread").ClickAsync();
        await Expect(window.Conversations).ToHaveCountAsync(1);
        await Expect(window.UnreadBadges).ToHaveTextAsync("2");

        // It is read when it is opened, and does not vanish from under the pointer.
        await window.Conversations.ClickAsync();
        await Expect(window.UnreadBadges).ToHaveCountAsync(0);
        await Expect(window.Conversations).ToHaveCountAsync(1);
        await Expect(window.Page).ToHaveTitleAsync("LiveChat 在线客服");
        await Expect(window.Page.Locator("link[rel=icon]")).ToHaveAttributeAsync("href", PlainIcon());
    }

    [ChromiumFact]
    public async Task List_WhenConversationIsPinnedMutedOrPutBack_ShouldShowItSoInEveryTab()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var other = await Server.CreatePersonAsync("buyer", "异世界药局");
        var first = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(merchant, first, "您好");
        await Server.SayAsync(merchant, await Server.StartConversationAsync(other, merchant), "您好");
        var window = await OpenChatAsync(merchant);
        var secondTab = await OpenChatAsync(merchant);
        await Expect(window.Conversations.First).ToContainTextAsync("异世界药局");

        // By pointer.
        await window.Conversation(BuyerName).HoverAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "置顶", Exact = true }).Locator("visible=true").ClickAsync();
        await Expect(window.Conversations.First).ToContainTextAsync(BuyerName);
        await Expect(secondTab.Conversations.First).ToContainTextAsync(BuyerName);

        // By keyboard.
        await window.Conversation(BuyerName).FocusAsync();
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(window.Conversation(BuyerName)).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Shift+F10");
        await Expect(window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "取消置顶" })).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Conversation(BuyerName).GetByLabel("已免打扰")).ToBeVisibleAsync();
        await Expect(window.Conversation(BuyerName)).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Tab");
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "取消置顶" })).ToBeFocusedAsync();

        // A muted one counts, but not aloud.
        await Server.SayAsync(buyer, first, "在吗");
        await Expect(window.UnreadBadges).ToHaveTextAsync("1");
        await Expect(window.UnreadBadges).ToHaveAttributeAsync("data-muted", "true");
        await Expect(window.Page.GetByTestId("total-unread")).ToHaveCountAsync(0);
        await Expect(window.Page).ToHaveTitleAsync("LiveChat 在线客服");

        // Put back for later, until it is opened again.
        await window.Conversation("异世界药局").ClickAsync(new() { Button = MouseButton.Right });
        await window.Page.GetByRole(AriaRole.Menuitem, new() { Name = "标为未读" }).ClickAsync();
        await Expect(secondTab.Conversation("异世界药局").GetByTestId("unread-mark")).ToBeVisibleAsync();
        await window.Conversation("异世界药局").ClickAsync();
        await Expect(secondTab.Conversation("异世界药局").GetByTestId("unread-mark")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task List_WhenSomethingWasWrittenButNotSent_ShouldShowTheDraft()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var other = await Server.CreatePersonAsync("buyer", "异世界药局");
        await Server.StartConversationAsync(buyer, merchant);
        await Server.StartConversationAsync(other, merchant);
        var window = await OpenChatAsync(merchant);

        await window.Conversation(BuyerName).ClickAsync();
        await window.Composer.FillAsync("明天发货，");
        await window.Conversation("异世界药局").ClickAsync();

        await Expect(window.Conversation(BuyerName)).ToContainTextAsync("[草稿] 明天发货，");
    }

    [GeneratedRegex("^data:image/png")]
    private static partial Regex DrawnIcon();

    [GeneratedRegex("favicon.svg$")]
    private static partial Regex PlainIcon();
}
