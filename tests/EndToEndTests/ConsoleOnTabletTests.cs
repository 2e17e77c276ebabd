using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class ConsoleOnTabletTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>What is wider than its place, and rows that are not 44 pixels high.</summary>
    private const string Misfits = """
        () => [
          ...[...document.querySelectorAll('*')].filter(element => element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(element).overflowX)),
          ...[...document.querySelectorAll('[data-testid=list-row]')].filter(row => Math.abs(row.getBoundingClientRect().height - 44) > 1),
        ].map(element => `${element.className} ${element.scrollWidth}>${element.clientWidth} ${element.clientHeight}`)
        """;

    protected override BrowserNewContextOptions Options =>
        new()
        {
            ViewportSize = new() { Width = 820, Height = 1180 },
            HasTouch = true,
        };

    [ChromiumFact]
    public async Task Tables_WhenOnATablet_ShouldShowEveryColumnInRowsOf44Pixels()
    {
        var buyer = await Server.CreatePersonAsync("buyer", "一个名字相当长的买家账号用来看是否放得下");
        var merchant = await Server.CreatePersonAsync("merchant", "一个名字相当长的商家账号用来看是否放得下");
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(buyer, conversation, new string('长', 300));
        await Server.SetStatusAsync(await Server.CreatePersonAsync("buyer", "平板停用"), "disabled");
        var console = await ConsoleWindow.OpenAsync(Context, Server);

        foreach (
            var (path, last) in new[]
            {
                ("/admin/users", "创建时间"),
                ("/admin/conversations", "最近活动"),
                ("/admin/messages", "内容"),
                ("/admin/audit", "说明"),
            }
        )
        {
            await console.GoToAsync(path);
            await Expect(console.Rows.First).ToBeVisibleAsync();
            var header = await console.Page.GetByRole(AriaRole.Columnheader, new() { Name = last }).BoundingBoxAsync();
            Assert.True(header!.X + header.Width <= 820, $"{path}: {last} ends at {header.X + header.Width}");
            var misfits = await console.Page.EvaluateAsync<string[]>(Misfits);
            Assert.True(misfits.Length == 0, $"{path}:\n{string.Join('\n', misfits)}");
        }
    }

    [ChromiumFact]
    public async Task Tables_WhenInEnglishOnATablet_ShouldCutOffNoHead()
    {
        var console = await ConsoleWindow.OpenAsync(Context, Server);
        await console.Page.EvaluateAsync("() => localStorage.setItem('livechat.locale', 'en')");
        foreach (var path in new[] { "/admin/users", "/admin/conversations", "/admin/messages", "/admin/audit" })
        {
            await console.GoToAsync(path);
            await Expect(console.Page.GetByRole(AriaRole.Columnheader).First).ToBeVisibleAsync();
            var cut = await console
                .Page.Locator("th button span")
                .EvaluateAllAsync<string[]>(
                    "cells => cells.filter(cell => cell.scrollWidth > cell.clientWidth).map(cell => cell.innerText)"
                );
            Assert.True(cut.Length == 0, $"{path}: {string.Join(", ", cut)}");
        }
    }
}
