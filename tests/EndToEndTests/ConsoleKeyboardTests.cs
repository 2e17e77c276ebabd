using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>The console without a mouse.</summary>
public sealed class ConsoleKeyboardTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>Numbers all that can be used on the page, and gives how many there are.</summary>
    private const string Number = """
        () => {
          const all = [...document.querySelectorAll('a[href], button, input, select, textarea, [tabindex]')].filter(element =>
            element.tabIndex >= 0 && !element.disabled && element.checkVisibility({ visibilityProperty: true }) && !element.closest('[inert]'));
          all.forEach((element, index) => (element.dataset.stop = index));
          return all.length;
        }
        """;

    /// <summary>Where the focus is: its number and whether one sees it.</summary>
    private const string Focus = """
        () => {
          const element = document.activeElement;
          const drawn = (of, pseudo) => { const { outlineStyle, outlineWidth } = getComputedStyle(of, pseudo); return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0; };
          const seen = drawn(element) || drawn(element, '::after') || element.closest('.is-focus, .is-focused, :focus-within.el-input__wrapper') !== null;
          return `${element.dataset.stop ?? ''} ${seen || element === document.body ? '' : element.outerHTML.slice(0, 160)}`;
        }
        """;

    [ChromiumFact]
    public async Task Pages_WhenWalkedByTab_ShouldReachEverythingInSight()
    {
        var buyer = await Server.CreatePersonAsync("buyer", "键盘买家");
        var merchant = await Server.CreatePersonAsync("merchant", "键盘商家");
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(buyer, conversation, "键盘走一遍");
        var console = await ConsoleWindow.OpenAsync(Context, Server);
        foreach (
            var (path, shown) in new[]
            {
                ("/admin", "[data-testid=conversation-item]"),
                ("/admin/users", ConsoleWindow.RowSelector),
                ("/admin/conversations", ConsoleWindow.RowSelector),
                ("/admin/messages", ConsoleWindow.RowSelector),
                ("/admin/audit?actor=admin", "[data-testid=list-count]"),
                ("/admin/demo", "h2"),
                ("/admin/settings", "[data-testid=setting]"),
                ("/admin/settings/health", "[data-kind=proxy]"),
            }
        )
        {
            await console.GoToAsync(path);
            await Expect(console.Page.Locator(shown).First).ToBeVisibleAsync();
            // Calendars and pages come after the rows.
            await console.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await WalkAsync(console.Page, path);
        }
    }

    [ChromiumFact]
    public async Task Drawer_WhenOpenedByKeyboard_ShouldKeepTheFocusAndGiveItBack()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        await Server.CreatePersonAsync("buyer", mark);
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users?search={mark}");
        var link = console.Row(mark).GetByRole(AriaRole.Link, new() { Name = mark });

        await link.PressAsync("Enter");
        var drawer = console.Page.GetByTestId("user-drawer");
        await Expect(drawer).ToContainTextAsync(mark);
        await ExpectKeptAsync(console.Page, "[role=dialog]");

        // A question over it holds the focus in turn, and gives it back to what asked.
        await console.Button("停用").PressAsync("Enter");
        await Expect(console.Page.GetByTestId("confirm")).ToBeVisibleAsync();
        await ExpectKeptAsync(console.Page, "[role=dialog]:has([data-testid=confirm])");
        await console.Page.Keyboard.PressAsync("Escape");
        await Expect(console.Page.GetByTestId("confirm")).ToHaveCountAsync(0);
        await Expect(console.Button("停用")).ToBeFocusedAsync();

        await console.Page.Keyboard.PressAsync("Escape");
        await Expect(console.Dialog).ToHaveCountAsync(0);
        await Expect(link).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task NewUser_WhenMadeByKeyboard_ShouldNeedNoMouse()
    {
        var name = $"键盘{Guid.NewGuid().ToString("N")[..8]}";
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");
        await console.Button("新建用户").PressAsync("Enter");
        await ExpectKeptAsync(console.Page, "[role=dialog]");
        await console.Page.Keyboard.PressAsync("Escape");
        await Expect(console.Dialog).ToHaveCountAsync(0);
        await Expect(console.Button("新建用户")).ToBeFocusedAsync();

        await console.Page.Keyboard.PressAsync("Enter");
        await console.Dialog.GetByLabel("名称").FillAsync(name);
        await console.Page.Keyboard.PressAsync("Enter");
        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync(name);
    }

    [ChromiumFact]
    public async Task Dialogs_WhenTypedIntoBeforeTheyAreThere_ShouldNotLetThePageBehindAct()
    {
        var arrive = await HoldBackAsync("**/assets/{UserCreateDialog,ConsoleKeysDialog,SecondFactorDialog}-*.js");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");
        await Expect(console.Rows.First).ToBeVisibleAsync();
        foreach (var opener in new[] { console.Button("新建用户"), console.Button("两步验证") })
        {
            await opener.PressAsync("Enter");
            await Expect(console.Page.GetByTestId("focus-catcher")).ToBeFocusedAsync();
            // Each of these keys is one of the page's: another page, a refreshed list, its search.
            await console.Page.Keyboard.TypeAsync("2/4");
            await Expect(console.Page.GetByTestId("focus-catcher")).ToBeFocusedAsync();
            await console.Page.Keyboard.PressAsync("Escape");
            await Expect(opener).ToBeFocusedAsync();
        }

        await console.Page.Keyboard.PressAsync("?");
        await console.Page.Keyboard.TypeAsync("5");
        arrive.SetResult();
        await Expect(console.Dialog).ToContainTextAsync("打开第 1 至");
        await Expect(console.Page).ToHaveURLAsync($"{Server.Url}/admin/users");
    }

    [ChromiumFact]
    public async Task Drawer_WhenTypedIntoBeforeItIsThere_ShouldNotLetTheListBehindAct()
    {
        var arrive = await HoldBackAsync("**/assets/UserDrawer-*.js");
        var mark = Guid.NewGuid().ToString("N")[..8];
        await Server.CreatePersonAsync("buyer", mark);
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users?search={mark}");
        var link = console.Row(mark).GetByRole(AriaRole.Link, new() { Name = mark });

        await link.PressAsync("Enter");
        await Expect(console.Page.GetByTestId("focus-catcher")).ToBeFocusedAsync();
        await console.Page.Keyboard.TypeAsync("2/4");
        await Expect(console.Page.GetByTestId("focus-catcher")).ToBeFocusedAsync();
        arrive.SetResult();
        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync(mark);
        await console.Page.Keyboard.PressAsync("Escape");
        await Expect(console.Dialog).ToHaveCountAsync(0);
        await Expect(link).ToBeFocusedAsync();
    }

    /// <summary>Goes once round by Tab and expects to have been at everything, each time with a ring to see.</summary>
    private static async Task WalkAsync(IPage page, string what)
    {
        await page.EvaluateAsync("() => document.activeElement.blur()");
        var stops = await page.EvaluateAsync<int>(Number);
        var missed = Enumerable.Range(0, stops).Select(n => $"{n}").ToHashSet();
        for (var i = 0; i < stops + 5 && missed.Count > 0; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (stop, unseen) = (await page.EvaluateAsync<string>(Focus)).Split(' ', 2) is [var at, var shown] ? (at, shown) : ("", "");
            Assert.True(unseen == "", $"{what}: one does not see that the focus is at {unseen}");
            missed.Remove(stop);
        }

        var first =
            missed.Count == 0
                ? ""
                : await page.EvaluateAsync<string>(
                    "stop => document.querySelector(`[data-stop='${stop}']`)?.outerHTML.slice(0, 200) ?? 'gone'",
                    missed.First()
                );
        Assert.True(missed.Count == 0, $"{what}: {missed.Count} of {stops} are out of reach: {first}");
    }

    private static async Task ExpectKeptAsync(IPage page, string dialog)
    {
        await Expect(page.Locator($"{dialog} :focus, {dialog}:focus").First).ToBeAttachedAsync();
        for (var i = 0; i < 25; i++)
        {
            await page.Keyboard.PressAsync(i < 15 ? "Tab" : "Shift+Tab");
            Assert.True(
                await page.EvaluateAsync<bool>("dialog => document.activeElement.closest(dialog) !== null", dialog),
                await page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 200)")
            );
        }
    }
}
