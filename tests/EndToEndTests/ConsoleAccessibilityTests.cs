using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>Every page of the console and what opens on it, in both themes, under all rules of axe.</summary>
public sealed class ConsoleAccessibilityTests(BrowserFixture fixture) : BrowserTest(fixture)
{
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
        await Accessibility.CheckAsync(page, "monitor");

        foreach (var (path, shown) in new[]
        {
            ($"/admin/monitor/{conversation}", "[data-testid=message]"), ("/admin/users", ".el-table__row"), ($"/admin/users/{buyer.Id}", "[data-testid=user-session]"),
            ("/admin/conversations", ".el-table__row"), ($"/admin/conversations/{conversation}", "[data-testid=message]"), ("/admin/messages", ".el-table__row"),
            ($"/admin/messages/{conversation}/1", "[data-testid=context-message]"), ("/admin/audit", ".el-table__row"), ("/admin/demo", "h2"), ("/admin/settings", "[data-testid=setting]"),
        })
        {
            await console.GoToAsync(path);
            await Expect(page.Locator(shown).First).ToBeVisibleAsync();
            await Accessibility.CheckAsync(page, path);
        }

        await console.GoToAsync("/admin/users");
        await page.Locator(".el-table__row input[type=checkbox]").First.CheckAsync();
        await Expect(page.GetByTestId("bulk-bar")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "bulk bar");
        await console.Button("新建用户").ClickAsync();
        await Expect(console.Dialog).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "new user");

        await console.GoToAsync("/admin/demo");
        await console.Button("添加买家 × 3").ClickAsync();
        await Accessibility.CheckAsync(page, "rows of test users");
    }
}
