using System.Text.RegularExpressions;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>The live list of the console while much happens, by mouse and by keyboard.</summary>
public sealed class ConsoleLiveListTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task LiveList_WhenThePointerIsInIt_ShouldHoldItsOrderAndSayWhatIsNew()
    {
        var (mark, buyers, conversations) = await CreateConversationsAsync(12);
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin");
        await console.GoToAsync($"/admin?search={mark}");
        await Expect(console.Chat.Conversations).ToHaveCountAsync(12);
        var aimed = console.Chat.Conversation("买家8号");
        var place = await aimed.BoundingBoxAsync();
        await console.Page.Mouse.MoveAsync(place!.X + 100, place.Y + 30);

        // Those below move up, one that is new comes in: nothing of it moves a row.
        await Server.SayAsync(buyers[0], conversations[0], "从最下面来的");
        await Server.SayAsync(buyers[1], conversations[1], "也是");
        var newcomer = (await Server.CreatePeopleAsync("buyer", [$"{mark}新来的"]))[0];
        var newShop = await Server.CreatePersonAsync("merchant", $"{mark}新店");
        await Server.SayAsync(newcomer, await Server.StartConversationAsync(newcomer, newShop), "你好");
        await Expect(console.Page.GetByTestId("list-news")).ToHaveTextAsync("3 个有更新");
        Assert.Equal(place.Y, (await aimed.BoundingBoxAsync())!.Y);
        await Expect(console.Chat.Conversation("买家1号")).ToContainTextAsync("从最下面来的");
        await console.Page.Mouse.DownAsync();
        await console.Page.Mouse.UpAsync();
        await Expect(console.Page).ToHaveURLAsync(new Regex($"/admin/monitor/{conversations[7]}"));
        await Expect(console.Page.GetByLabel("会话内容")).ToContainTextAsync("买家8号");

        // What waits is shown when one asks for it, and when one leaves.
        await console.Page.GetByTestId("list-news").ClickAsync();
        await Expect(console.Page.GetByTestId("list-news")).ToHaveCountAsync(0);
        await Expect(console.Chat.Conversations.First).ToContainTextAsync("新来的");
        await Server.SayAsync(buyers[2], conversations[2], "第三位");
        await Expect(console.Page.GetByTestId("list-news")).ToHaveTextAsync("1 个有更新");
        await console.Page.Mouse.MoveAsync(1000, 600);
        await Expect(console.Chat.Conversations.First).ToContainTextAsync("第三位");
        await Expect(console.Page.GetByTestId("list-news")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task LiveList_WhenWalkedByKeyboard_ShouldBeOneStopAndLeadToTheReaderAndBack()
    {
        var (mark, buyers, conversations) = await CreateConversationsAsync(12);
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin");
        await console.GoToAsync($"/admin?search={mark}");
        await Expect(console.Chat.Conversations).ToHaveCountAsync(12);
        await console.Page.EvaluateAsync("() => document.activeElement.blur()");

        // The first stop of the page leads past its menu.
        await console.Page.Keyboard.PressAsync("Tab");
        await Expect(console.Page.GetByTestId("skip-link")).ToBeFocusedAsync();
        await console.Page.Keyboard.PressAsync("Enter");
        Assert.True(await TabUntilAsync(console.Page, "[data-conversation-id]") <= 10);
        await Expect(console.Chat.Conversation("买家12号")).ToBeFocusedAsync();
        await console.Page.Keyboard.PressAsync("ArrowDown");
        await console.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(console.Chat.Conversation("买家10号")).ToBeFocusedAsync();

        await Server.SayAsync(buyers[0], conversations[0], "从最下面来的");
        await Expect(console.Page.GetByTestId("list-news")).ToHaveTextAsync("1 个有更新");
        await Expect(console.Chat.Conversations.First).ToContainTextAsync("买家12号");
        await console.Page.Keyboard.PressAsync("Enter");
        await Expect(console.Page).ToHaveURLAsync(new Regex($"/admin/monitor/{conversations[9]}"));
        await Expect(console.Page.GetByTestId("message-list")).ToBeFocusedAsync();
        await Expect(console.Chat.Conversations.First).ToContainTextAsync("买家1号");

        await console.Page.Keyboard.PressAsync("Escape");
        await Expect(console.Chat.Conversation("买家10号")).ToBeFocusedAsync();
        // Past both people and what the reader offers.
        Assert.True(await TabUntilAsync(console.Page, "[data-testid=message-list]") <= 6);

        // Where the system takes all colours, what is chosen is still to be seen.
        await console.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        foreach (
            var (chosen, other) in new[]
            {
                ("[data-conversation-id][aria-current=true]", "[data-conversation-id]:not([aria-current])"),
                (".chip[aria-pressed=true]", ".chip[aria-pressed=false]"),
                ("nav [aria-current=page]", "nav a:not([aria-current])"),
            }
        )
            Assert.NotEqual(await ColourAsync(other), await ColourAsync(chosen));
        await console.Page.Keyboard.PressAsync("Control+k");
        foreach (
            var chosen in new[]
            {
                "[data-conversation-id][aria-current=true]",
                ".chip[aria-pressed=true]",
                "nav [aria-current=page]",
                "[role=option][aria-selected=true]",
            }
        )
        {
            await Expect(console.Page.Locator(chosen).First).ToBeAttachedAsync();
            Assert.Equal(["Highlight", "HighlightText"], await console.Page.EvaluateAsync<string[]>(Pair, chosen));
        }

        Task<string> ColourAsync(string selector) =>
            console.Page.EvaluateAsync<string>("selector => getComputedStyle(document.querySelector(selector)).backgroundColor", selector);
    }

    /// <summary>By which of the system's colours something is drawn: its ground and its words.</summary>
    private const string Pair = """
        selector => {
          const drawn = getComputedStyle(document.querySelector(selector));
          const probe = document.body.appendChild(document.createElement('i'));
          probe.style.forcedColorAdjust = 'none';
          const named = (value, names) => names.find((name) => (probe.style.color = name, getComputedStyle(probe).color === value)) ?? value;
          const pair = [named(drawn.backgroundColor, ['Highlight']), named(drawn.color, ['HighlightText'])];
          probe.remove();
          return pair;
        }
        """;

    /// <returns>How often Tab was pressed until the focus was there; 100 if it never was.</returns>
    private static async Task<int> TabUntilAsync(IPage page, string selector)
    {
        for (var presses = 1; presses < 100; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                return presses;
        }

        return 100;
    }

    /// <summary>Buyers 1 to n have asked the same merchant, in this order; the mark is in the merchant's name.</summary>
    private async Task<(string Mark, IReadOnlyList<Person> Buyers, IReadOnlyList<long> Conversations)> CreateConversationsAsync(int count)
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        var merchant = await Server.CreatePersonAsync("merchant", mark);
        var buyers = await Server.CreatePeopleAsync("buyer", [.. Enumerable.Range(1, count).Select(n => $"买家{n}号")]);
        var conversations = new List<long>();
        foreach (var buyer in buyers)
        {
            conversations.Add(await Server.StartConversationAsync(buyer, merchant));
            await Server.SayAsync(buyer, conversations[^1], "你好");
        }

        return (mark, buyers, conversations);
    }
}
