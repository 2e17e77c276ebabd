using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>What people wait for on a slow phone.</summary>
public sealed class FirstLoadTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const int MaxScripts = 14;

    protected override BrowserNewContextOptions Options => new(Phone) { ServiceWorkers = ServiceWorkerPolicy.Block };

    [ChromiumFact]
    public async Task ChatPage_WhenOpened_ShouldNameAllThatItNeedsInThePageItself()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        await Server.SayAsync(merchant, await Server.StartConversationAsync(buyer, merchant), "您好");
        var page = await Context.NewPageAsync();
        var asked = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.Contains("/assets/", StringComparison.Ordinal))
                asked.Add(new Uri(request.Url).AbsolutePath);
        };
        var response = await page.GotoAsync($"{Server.Url}/chat?user_id={buyer.Id}&target={merchant.Id}");
        await Expect(new ChatWindow(page).Message("您好")).ToBeVisibleAsync();

        var html = await response!.TextAsync();
        // What is loaded afterwards, such as a menu, waits for nothing and is waited for by nothing.
        var named = asked.Where(path => html.Contains($"\"{path}\"", StringComparison.Ordinal)).ToList();
        Assert.Contains(named, path => path.Contains("/ChatPane-", StringComparison.Ordinal));
        Assert.All(asked.Except(named), path => Assert.DoesNotMatch("/(ChatView|ChatPane|live|ui|base)-", path));
        Assert.InRange(asked.Distinct().Count(path => path.EndsWith(".js", StringComparison.Ordinal)), 1, MaxScripts);
    }

    [ChromiumFact]
    public async Task ChatPage_WhileItsScriptsAreOnTheirWay_ShouldShowTheShapeOfWhatComes()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var page = await Context.NewPageAsync();
        var mayCome = new TaskCompletionSource();
        await page.RouteAsync(
            "**/assets/*.js",
            async route =>
            {
                await mayCome.Task;
                await route.ContinueAsync();
            }
        );
        await page.GotoAsync($"{Server.Url}/chat?user_id={buyer.Id}", new() { WaitUntil = WaitUntilState.Commit });
        var shape = page.Locator("#boot svg").First;
        await Expect(shape).ToBeInViewportAsync();
        // Painted, and not only there.
        await page.WaitForFunctionAsync("() => performance.getEntriesByName('first-contentful-paint').length > 0");

        mayCome.SetResult();

        await Expect(page.GetByText("您的会话会显示在这里。")).ToBeVisibleAsync();
        await Expect(page.Locator("#boot")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task ChatPage_WhenOnlyShortWordsWereSaid_ShouldShowNothingLargerThanThem()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        await Server.SayAsync(merchant, await Server.StartConversationAsync(buyer, merchant), "您好，请问有什么可以帮您？");
        var page = await Context.NewPageAsync();
        await page.AddInitScriptAsync(
            "window.largest = []; new PerformanceObserver(list => list.getEntries().forEach(entry => window.largest.push(entry.element?.className ?? ''))).observe({ type: 'largest-contentful-paint', buffered: true });"
        );
        await page.GotoAsync($"{Server.Url}/chat?user_id={buyer.Id}&target={merchant.Id}");
        await Expect(new ChatWindow(page).Message("您好")).ToBeVisibleAsync();

        await page.WaitForFunctionAsync("() => window.largest.length > 0 && !window.largest.at(-1).includes('demo')");
    }
}
