using Deque.AxeCore.Playwright;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>Every page of the console and what opens on it, in both themes, under all rules of axe.</summary>
public sealed class ConsoleAccessibilityTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>Colours on their way from one theme to the other are nobody's; an inherited one moves on from element to element, frame by frame.</summary>
    private const string Settled = """
        async () => {
            for (let quiet = 0; quiet < 5; quiet = document.getAnimations().length === 0 ? quiet + 1 : 0)
                await new Promise(requestAnimationFrame);
        }
        """;

    [ChromiumFact]
    public async Task Console_WhenUsed_ShouldHaveNoViolations()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(buyer, conversation, "您好，在吗？");
        await Server.SayAsync(merchant, conversation, "在的，请讲。");
        var console = await ConsoleWindow.OpenAsync(Context, Server);
        var page = console.Page;
        await Expect(page.GetByTestId("overview")).ToContainTextAsync("在线");
        await CheckAsync(page, "monitor");

        foreach (var (path, shown) in new[]
        {
            ($"/admin/monitor/{conversation}", "[data-testid=message]"), ("/admin/users", ".el-table__row"), ($"/admin/users/{buyer.Id}", "[data-testid=user-session]"),
            ("/admin/conversations", ".el-table__row"), ($"/admin/conversations/{conversation}", "[data-testid=message]"), ("/admin/messages", ".el-table__row"),
            ($"/admin/messages/{conversation}/1", "[data-testid=context-message]"), ("/admin/audit", ".el-table__row"), ("/admin/demo", "h2"), ("/admin/settings", "[data-testid=setting]"),
        })
        {
            await console.GoToAsync(path);
            await Expect(page.Locator(shown).First).ToBeVisibleAsync();
            await CheckAsync(page, path);
        }

        await console.GoToAsync("/admin/users");
        await page.Locator(".el-table__row input[type=checkbox]").First.CheckAsync();
        await Expect(page.GetByTestId("bulk-bar")).ToBeVisibleAsync();
        await CheckAsync(page, "bulk bar");
        await console.Button("新建用户").ClickAsync();
        await Expect(console.Dialog).ToBeVisibleAsync();
        await CheckAsync(page, "new user");

        await console.GoToAsync("/admin/demo");
        await console.Button("添加买家 × 3").ClickAsync();
        await CheckAsync(page, "rows of test users");
    }

    private static async Task CheckAsync(IPage page, string what)
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", scheme == ColorScheme.Dark ? "dark" : "light");
            await page.EvaluateAsync(Settled);
            var result = await page.RunAxe();
            var said = string.Join('\n', result.Violations.SelectMany(violation => violation.Nodes.Select(node => $"{what}, {scheme}: {violation.Id}: {violation.Help}: {node.Html}")));
            Assert.True(said == "", said);
        }
    }
}
