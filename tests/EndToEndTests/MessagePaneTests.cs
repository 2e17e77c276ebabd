using System.Text.Json;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed partial class MessagePaneTests(BrowserFixture fixture) : BrowserTest(fixture)
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
    public async Task Message_WhenALetterHasAHundredAccents_ShouldStayInItsBubble()
    {
        var (buyer, merchant, conversation) = await CreatePairAsync();
        await Server.SayAsync(merchant, conversation, "z" + string.Concat(Enumerable.Repeat("\u0338\u0322", 200)));
        var window = await OpenChatAsync(buyer, merchant);

        // What is drawn cannot be asked for; what would be cut off can.
        Assert.Equal("clip", await At(window, 1).Locator(".bubble").EvaluateAsync<string>("bubble => getComputedStyle(bubble).overflowX"));
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
