using System.Diagnostics;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class ComposerOnPhoneTests(BrowserFixture fixture) : ComposerTests(fixture)
{
    protected override BrowserNewContextOptions Options => Phone;
}

/// <summary>Writing a message, with what helps at it.</summary>
public abstract class ComposerTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string HeightScript = "e => e.clientHeight";

    private bool IsPhone => Options.IsMobile == true;

    [ChromiumFact]
    public async Task Composer_WhenTextGrows_ShouldGrowToSixLinesAndKeepTheSendButtonInItsPlace()
    {
        var window = await OpenWithMerchantAsync();
        var send = window.Page.GetByTestId("send");
        var one = await window.Composer.EvaluateAsync<int>(HeightScript);
        var line = await window.Composer.EvaluateAsync<int>("e => parseInt(getComputedStyle(e).lineHeight)");
        var place = await send.BoundingBoxAsync();

        await window.Composer.FillAsync(string.Join('\n', Enumerable.Repeat("行", 6)));
        await Expect(window.Composer).ToHaveJSPropertyAsync("clientHeight", one + (5 * line));
        await window.Composer.FillAsync(string.Join('\n', Enumerable.Repeat("行", 40)));
        await Expect(window.Composer).ToHaveJSPropertyAsync("clientHeight", one + (5 * line));
        var placeThen = await send.BoundingBoxAsync();
        Assert.Equal((place!.X, place.Y), (placeThen!.X, placeThen.Y));

        await window.Page.ReloadAsync();
        await Expect(window.Composer).ToHaveJSPropertyAsync("clientHeight", one + (5 * line));
        await window.Composer.FillAsync(new string('字', 4_998) + "\n \n");
        await Expect(window.Page.GetByText("4998/5000")).ToBeVisibleAsync();
        await window.Composer.FillAsync(new string('字', 5_001));
        await Expect(window.Page.GetByText("5001/5000")).ToBeVisibleAsync();
        await Expect(send).ToBeDisabledAsync();
    }

    [ChromiumFact]
    public async Task EmojiPanel_WhenSearchedInEitherLanguage_ShouldInsertAtTheCursorAndRemember()
    {
        var window = await OpenWithMerchantAsync();
        await window.Composer.FillAsync("太了");
        await window.Composer.EvaluateAsync("e => e.setSelectionRange(1, 1)");
        await window.OpenToolAsync("表情");
        var panel = window.Page.GetByTestId("emoji-panel");
        await panel.GetByRole(AriaRole.Searchbox).FillAsync("笑哭了");
        await panel.GetByRole(AriaRole.Button, new() { Name = "笑哭了", Exact = true }).ClickAsync();
        await Expect(window.Composer).ToHaveValueAsync("太😂了");
        await panel.GetByRole(AriaRole.Searchbox).FillAsync("thumbs up");
        await panel.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await Expect(window.Composer).ToHaveValueAsync("太😂👍️了");
        // It stays for the next, on a phone too.
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(panel).ToHaveCountAsync(0);

        await window.OpenToolAsync("表情");
        await Expect(panel.GetByTestId("emoji")).ToHaveTextAsync(["👍️", "😂"]);
        await panel.GetByTestId("emoji").First.FocusAsync();
        await window.Page.Keyboard.PressAsync("ArrowRight");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Composer).ToHaveValueAsync("太😂👍️😂了");
    }

    /// <summary>As a hand does it: past the lower edge of the last one, and let go when the page shows it there.</summary>
    private static async Task DragToEndAsync(IPage page, ILocator grip, ILocator rows, string text)
    {
        var (from, to) = ((await grip.BoundingBoxAsync())!, (await rows.Last.BoundingBoxAsync())!);
        var (x, bottom) = (from.X + (from.Width / 2), to.Y + to.Height);
        await page.Mouse.MoveAsync(x, from.Y + (from.Height / 2));
        await page.Mouse.DownAsync();
        for (
            var started = Stopwatch.GetTimestamp();
            await rows.Last.InnerTextAsync() != text && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(20);

        )
        {
            await page.Mouse.MoveAsync(x, bottom - 8, new() { Steps = 10 });
            await page.Mouse.MoveAsync(x, bottom - 2, new() { Steps = 3 });
        }

        await page.Mouse.UpAsync();
    }

    [ChromiumFact]
    public async Task QuickReplies_WhenKept_ShouldBeAddedChangedMovedInsertedAndDeleted()
    {
        var window = await OpenWithMerchantAsync();
        await OpenQuickRepliesAsync(window);
        var replies = window.Page.GetByTestId("quick-reply");
        foreach (var text in (string[])["您好，有什么可以帮您？", "今天发货", "谢谢光临"])
        {
            await window.Page.GetByRole(AriaRole.Button, new() { Name = "添加" }).ClickAsync();
            await window.Page.GetByRole(AriaRole.Textbox, new() { Name = "快捷消息内容" }).FillAsync(text);
            await window.Page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
            await Expect(replies.Last).ToHaveTextAsync(text);
        }

        await Expect(window.Page.GetByTestId("quick-count")).ToHaveTextAsync("3/10");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "编辑" }).Nth(1).ClickAsync();
        await window.Page.GetByRole(AriaRole.Textbox, new() { Name = "快捷消息内容" }).FillAsync("明天发货");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(replies).ToHaveTextAsync(["您好，有什么可以帮您？", "明天发货", "谢谢光临"]);

        var grips = window.Page.Locator("[data-grip]");
        await grips.Nth(2).PressAsync("ArrowUp");
        await Expect(replies).ToHaveTextAsync(["您好，有什么可以帮您？", "谢谢光临", "明天发货"]);
        await Expect(grips.Nth(1)).ToBeFocusedAsync();
        if (!IsPhone)
        {
            await Expect(window.Page.Locator("[data-draggable='true']")).ToHaveCountAsync(1);
            await DragToEndAsync(window.Page, grips.Nth(0), replies, "您好，有什么可以帮您？");
            await Expect(replies).ToHaveTextAsync(["谢谢光临", "明天发货", "您好，有什么可以帮您？"]);
        }
        else
        {
            // One key after the other, without waiting for the server; then back, and by finger.
            await grips.Nth(0).PressAsync("ArrowDown");
            await window.Page.Keyboard.PressAsync("ArrowDown");
            await Expect(replies).ToHaveTextAsync(["谢谢光临", "明天发货", "您好，有什么可以帮您？"]);
            await Expect(grips.Nth(2)).ToBeFocusedAsync();
            await window.Page.Keyboard.PressAsync("ArrowUp");
            await window.Page.Keyboard.PressAsync("ArrowUp");
            await Expect(replies).ToHaveTextAsync(["您好，有什么可以帮您？", "谢谢光临", "明天发货"]);
            await Expect(window.Page.Locator("[data-draggable='true']")).ToHaveCountAsync(1);
            await DragByFingerAsync(window.Page, grips.Nth(0), grips.Nth(2));
            await Expect(replies).ToHaveTextAsync(["谢谢光临", "明天发货", "您好，有什么可以帮您？"]);
        }

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "删除", Exact = true }).Nth(2).ClickAsync();
        await window
            .Page.GetByRole(AriaRole.Group, new() { Name = "删除这条快捷消息？" })
            .GetByRole(AriaRole.Button, new() { Name = "删除" })
            .ClickAsync();
        await Expect(replies).ToHaveTextAsync(["谢谢光临", "明天发货"]);
        await Expect(grips.Nth(1)).ToBeFocusedAsync();
        await window.Page.ReloadAsync();
        await OpenQuickRepliesAsync(window);
        await Expect(replies).ToHaveTextAsync(["谢谢光临", "明天发货"]);

        await replies.Last.ClickAsync();
        await Expect(window.Composer).ToHaveValueAsync("明天发货");
        await Expect(window.Composer).ToBeFocusedAsync();
        await window.Composer.FillAsync("/谢");
        await Expect(window.Page.GetByRole(AriaRole.Option)).ToHaveTextAsync(["谢谢光临"]);
        await window.Composer.PressAsync("Tab");
        await Expect(window.Composer).ToHaveValueAsync("谢谢光临");
        await window.Composer.PressAsync("Enter");
        await Expect(window.Message("谢谢光临")).ToHaveAttributeAsync("data-status", "sent");
    }

    [ChromiumFact]
    public async Task Composer_WhenTheOtherSideIsDisabledMeanwhile_ShouldSayWhyItIsClosedUntilTheyAreBack()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var window = await OpenChatAsync(await Server.CreatePersonAsync("buyer", BuyerName), merchant);
        await Expect(window.Presence).ToBeVisibleAsync();
        await window.Composer.FillAsync("写到一半");

        await Server.SetStatusAsync(merchant, "disabled");
        await Expect(window.Composer).ToBeDisabledAsync();
        await Expect(window.Page.GetByText("对方的账号已停用，无法发送消息")).ToBeVisibleAsync();
        await Server.SetStatusAsync(merchant, "active");
        await Expect(window.Composer).ToBeEnabledAsync();
        await Expect(window.Composer).ToHaveValueAsync("写到一半");
    }

    protected async Task<ChatWindow> OpenWithMerchantAsync()
    {
        var window = await OpenChatAsync(
            await Server.CreatePersonAsync("buyer", BuyerName),
            await Server.CreatePersonAsync("merchant", MerchantName)
        );
        await Expect(window.Composer).ToBeVisibleAsync();
        return window;
    }

    private async Task DragByFingerAsync(IPage page, ILocator from, ILocator to)
    {
        const int Steps = 12;
        var (start, end) = ((await from.BoundingBoxAsync())!, (await to.BoundingBoxAsync())!);
        var finger = await Context.NewCDPSessionAsync(page);
        Task Touch(string type, params object[] points) =>
            finger.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = points });
        var x = start.X + (start.Width / 2);
        await Touch("touchStart", new { x, y = start.Y + 15 });
        for (var step = 1; step <= Steps; step++)
        {
            await Touch("touchMove", new { x, y = start.Y + 15 + ((end.Y + 10 - start.Y) * step / Steps) });
            // As a finger moves: a step for each frame.
            await page.EvaluateAsync("() => new Promise(requestAnimationFrame)");
        }

        await Touch("touchEnd");
    }

    private async Task OpenQuickRepliesAsync(ChatWindow window)
    {
        if (IsPhone)
            await window.Page.GetByRole(AriaRole.Button, new() { Name = "更多", Exact = true }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Tab, new() { Name = "快捷消息" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "添加" })).ToBeVisibleAsync();
    }
}
