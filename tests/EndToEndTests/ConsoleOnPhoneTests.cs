using System.Text.RegularExpressions;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class ConsoleOnPhoneTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>What one can press that a finger of 44 pixels would miss, and what is wider than its place.</summary>
    private const string Misfits = """
        () => {
          const misfits = [];
          const hits = (element, x, y) => {
            const hit = document.elementFromPoint(x, y);
            return hit !== null && (element.contains(hit) || hit.contains(element) && hit.matches('label, .el-input__wrapper, .el-input-number, .el-input'));
          };
          for (const element of document.querySelectorAll('a, button, input, select, textarea, [role=button], [role=combobox]')) {
            element.scrollIntoView({ block: 'center' });
            const shown = element.closest('label, .el-input__wrapper') ?? element;
            const { left, right, top, bottom, width, height } = shown.getBoundingClientRect();
            const [x, y] = [(left + right) / 2, (top + bottom) / 2];
            // What lies under something else, or is out of sight, is nobody's to press.
            if (width === 0 || height === 0 || y < 21 || y > innerHeight - 21 || !hits(element, x, y)) continue;
            if (![[x - 21, y], [x + 21, y], [x, y - 21], [x, y + 21]].every(([px, py]) => hits(element, px, py)))
              misfits.push(`small: ${element.outerHTML.slice(0, 160)} ${Math.round(width)}x${Math.round(height)}`);
          }
          for (const element of document.querySelectorAll('*'))
            if (element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX)) misfits.push(`wide: ${element.outerHTML.slice(0, 160)}`);
          if (document.documentElement.scrollWidth > innerWidth) misfits.push('the page is wider than the screen');
          return misfits;
        }
        """;

    protected override BrowserNewContextOptions Options => Phone;

    [ChromiumFact]
    public async Task Pages_WhenOnAPhone_ShouldFitTheScreenAndTheFinger()
    {
        var buyer = await Server.CreatePersonAsync("buyer", "一个名字相当长的买家账号用来看是否放得下");
        var merchant = await Server.CreatePersonAsync("merchant", "一个名字相当长的商家账号用来看是否放得下");
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(buyer, conversation, new string('长', 300));
        var console = await ConsoleWindow.OpenAsync(Context, Server);
        foreach (
            var (path, shown) in new[]
            {
                ("/admin", "[data-testid=conversation-item]"),
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
            await Expect(console.Page.Locator(shown).First).ToBeVisibleAsync();
            await ExpectFitAsync(console.Page, path);
        }

        await console.GoToAsync("/admin/audit");
        await console.Button("筛选").ClickAsync();
        await Expect(console.Page.GetByLabel("操作者名称或 ID")).ToBeVisibleAsync();
        await ExpectFitAsync(console.Page, "filters");
        await console.Button("后台菜单").ClickAsync();
        await ExpectFitAsync(console.Page, "menu");
    }

    [ChromiumFact]
    public async Task Cards_WhenFilteredOrderedAndTapped_ShouldDoAsTheTableDoes()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        foreach (var name in new[] { "一", "二", "三" })
            await Server.CreatePersonAsync("buyer", $"{mark}{name}");
        await Server.CreatePersonAsync("merchant", $"{mark}四");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");

        await console.Page.GetByLabel("搜索名称或 ID").FillAsync(mark);
        await Expect(console.Rows).ToHaveCountAsync(4);
        await console.Button("筛选（1）").ClickAsync();
        await console.ChooseAsync("角色", "买家");
        await Expect(console.Rows).ToHaveCountAsync(3);
        await console.ChooseAsync("排序", "创建时间 ↓");
        await Expect(console.Rows.First).ToContainTextAsync($"{mark}三");

        await console.Page.GetByLabel("选择第 2 行").CheckAsync();
        await Expect(console.Page.GetByTestId("bulk-bar")).ToContainTextAsync("已选 1 位");
        await console.Rows.First.TapAsync();
        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync($"{mark}三");
        await Expect(console.Page).ToHaveURLAsync(new Regex("/admin/users/.+sort=-created_at"));
    }

    [ChromiumFact]
    public async Task Pages_WhenTurned_ShouldShowTheNextRowsAlsoAfterAReload()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        await Server.CreatePeopleAsync("buyer", [.. Enumerable.Range(1, 21).Select(n => $"{mark}-{n}")]);
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users?search={mark}");
        await Expect(console.Rows).ToHaveCountAsync(20);
        await Expect(console.Button("上一页")).ToBeDisabledAsync();

        await console.Button("下一页").TapAsync();
        await Expect(console.Rows).ToHaveCountAsync(1);
        await Expect(console.Button("下一页")).ToBeDisabledAsync();
        await console.Page.ReloadAsync();
        await Expect(console.Rows).ToHaveCountAsync(1);
        await Expect(console.Page.GetByText("第 2 / 2 页")).ToBeVisibleAsync();

        await console.Button("上一页").TapAsync();
        await Expect(console.Rows).ToHaveCountAsync(20);
    }

    [ChromiumFact]
    public async Task Menu_WhenOpenedByKeyboard_ShouldKeepTheFocusAndGiveItBack()
    {
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");
        await console.Button("后台菜单").PressAsync("Enter");
        var links = console.Page.GetByRole(AriaRole.Navigation).GetByRole(AriaRole.Link);
        await Expect(links.First).ToBeFocusedAsync();
        for (var i = 0; i < 12; i++)
        {
            await console.Page.Keyboard.PressAsync("Tab");
            Assert.False(await console.Page.EvaluateAsync<bool>("document.querySelector('main').contains(document.activeElement)"));
        }

        await links.First.FocusAsync();
        await console.Page.Keyboard.PressAsync("Escape");
        await Expect(console.Button("后台菜单")).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Dialogs_WhenInEnglish_ShouldKeepTheirLongerSentencesInside()
    {
        var person = await Server.CreatePersonAsync("buyer", "一个名字相当长的买家账号用来看是否放得下");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");
        await console.Page.EvaluateAsync("localStorage.setItem('livechat.locale', 'en')");
        foreach (var act in new[] { "password", "ban", "disable", "delete" })
        {
            await console.GoToAsync($"/admin/users/{person.Id}?do={act}");
            await Expect(console.Page.GetByTestId("confirm")).ToBeVisibleAsync();
            await SettleAsync(console.Page);
            var outside = await console.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const dialog = document.querySelector('[data-testid=confirm]').closest('.el-dialog');
                  const { left, right } = dialog.getBoundingClientRect();
                  return [...dialog.querySelectorAll('*')].filter((part) => {
                    const box = part.getBoundingClientRect();
                    return box.width > 1 && (box.left < left - 1 || box.right > right + 1);
                  }).map((part) => part.outerHTML.slice(0, 160));
                }
                """
            );
            Assert.True(outside.Length == 0, $"{act}:\n{string.Join('\n', outside)}");
        }
    }

    /// <summary>A drawer that still slides in is half out of reach.</summary>
    private static async Task SettleAsync(IPage page) =>
        await page.WaitForFunctionAsync("() => document.getAnimations().every(animation => animation.playState !== 'running')");

    private static async Task ExpectFitAsync(IPage page, string what)
    {
        await SettleAsync(page);
        var misfits = await page.EvaluateAsync<string[]>(Misfits);
        Assert.True(misfits.Length == 0, $"{what}:\n{string.Join('\n', misfits)}");
    }
}
