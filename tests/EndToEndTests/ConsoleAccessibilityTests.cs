using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class ConsoleAccessibilityOnDesktopTests(BrowserFixture fixture) : ConsoleAccessibilityTests(fixture);

public sealed class ConsoleAccessibilityOnTabletTests(BrowserFixture fixture) : ConsoleAccessibilityTests(fixture)
{
    protected override BrowserNewContextOptions Options =>
        new()
        {
            ViewportSize = new() { Width = 820, Height = 1180 },
            HasTouch = true,
        };
}

public sealed class ConsoleAccessibilityOnPhoneTests(BrowserFixture fixture) : ConsoleAccessibilityTests(fixture)
{
    protected override BrowserNewContextOptions Options => Phone;
}

/// <summary>Every page of the console and what opens on it, in both themes, under all rules of axe.</summary>
public abstract class ConsoleAccessibilityTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task Console_WhenUsed_ShouldHaveNoViolations()
    {
        // A password is refused.
        MayFailRequests = true;
        // One of its own: on the shared one, lists hold what hundreds of tests left, and axe looks at each row.
        await using var server = await LiveServer.StartNewAsync();
        var buyer = await server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await server.StartConversationAsync(buyer, merchant);
        await server.SayAsync(buyer, conversation, "您好，在吗？");
        await server.SayAsync(merchant, conversation, "在的，请讲。");
        var console = await ConsoleWindow.OpenAsync(Context, server);
        var page = console.Page;
        await Expect(page.GetByTestId("overview")).ToContainTextAsync("在线");
        await Accessibility.CheckAsync(page, "monitor");

        foreach (
            var (path, shown) in new[]
            {
                ($"/admin/monitor/{conversation}", "[data-testid=message]"),
                ("/admin/users", ConsoleWindow.RowSelector),
                ($"/admin/users/{buyer.Id}", "[data-testid=user-session]"),
                ("/admin/conversations", ConsoleWindow.RowSelector),
                ($"/admin/conversations/{conversation}", "[data-testid=message]"),
                ("/admin/messages", ConsoleWindow.RowSelector),
                ($"/admin/messages/{conversation}/1", "[data-testid=context-message]"),
                ("/admin/audit", ConsoleWindow.RowSelector),
                ("/admin/demo", "h2"),
                ("/admin/settings", "[data-testid=setting]"),
                ("/admin/settings/health", "[data-kind=proxy]"),
            }
        )
        {
            await console.GoToAsync(path);
            await Expect(page.Locator(shown).First).ToBeVisibleAsync();
            await Accessibility.CheckAsync(page, path);
        }

        await console.GoToAsync("/admin/users");
        await page.Locator(ConsoleWindow.RowSelector + " input[type=checkbox]").First.CheckAsync();
        await Expect(page.GetByTestId("bulk-bar")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "bulk bar");
        await console.Button("新建用户").ClickAsync();
        await Expect(console.Dialog).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "new user");

        foreach (var act in new[] { "ban", "disable" })
        {
            await console.GoToAsync($"/admin/users/{buyer.Id}?do={act}");
            await Expect(page.GetByTestId("confirm")).ToBeVisibleAsync();
            await Accessibility.CheckAsync(page, act);
        }

        // Questions over a drawer, what a field says that was refused, a calendar that opens.
        await console.GoToAsync($"/admin/users/{buyer.Id}");
        await console.Button("设置密码").ClickAsync();
        await console.Dialog.Last.GetByLabel("新密码（至少 8 位）").FillAsync("short");
        await page.GetByTestId("confirm").ClickAsync();
        await Expect(page.Locator(".el-form-item__error")).ToContainTextAsync("需为 8 到 200 个字符");
        await Accessibility.CheckAsync(page, "refused password");
        await console.GoToAsync($"/admin/messages/{conversation}/1");
        await console.Button("移除消息").ClickAsync();
        await Expect(page.GetByTestId("confirm")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "take-down");
        await console.GoToAsync("/admin/audit");
        if (Options.IsMobile == true)
            await console.Button("筛选").ClickAsync();
        await page.GetByRole(AriaRole.Combobox, new() { Name = "开始时间" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "选择时间" })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "calendar");

        if (Options.IsMobile == true)
        {
            await console.GoToAsync("/admin/messages");
            await console.Button("筛选").ClickAsync();
            await Expect(page.GetByLabel("发送者名称或 ID")).ToBeVisibleAsync();
            await Accessibility.CheckAsync(page, "filters");
            await console.Button("后台菜单").ClickAsync();
            await Accessibility.CheckAsync(page, "menu");
        }

        await console.GoToAsync("/admin/demo");
        await console.Button("添加买家 × 3").ClickAsync();
        await Accessibility.CheckAsync(page, "rows of test users");
    }
}
