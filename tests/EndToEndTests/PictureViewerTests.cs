using System.Globalization;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class PictureViewerOnDesktopTests(BrowserFixture fixture) : PictureViewerTests(fixture)
{
    [ChromiumFact]
    public async Task Viewer_WhenUsedByMouseAndKeys_ShouldZoomAndGoThroughThePictures()
    {
        var window = await OpenAsync();
        await window.Messages.First.GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(Counter(window)).ToHaveTextAsync("1 / 3");
        await Expect(window.Page.GetByRole(AriaRole.Dialog, new() { Name = "图片", Exact = true })).ToBeVisibleAsync();

        await Button(window, "下一张").ClickAsync();
        await Expect(Counter(window)).ToHaveTextAsync("2 / 3");
        await Button(window, "上一张").ClickAsync();
        await Expect(Counter(window)).ToHaveTextAsync("1 / 3");
        await window.Page.Keyboard.PressAsync("ArrowRight");
        await window.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(Counter(window)).ToHaveTextAsync("3 / 3");

        await Button(window, "缩放").ClickAsync();
        await Expect(Zoomed(window)).ToHaveCountAsync(1);
        await Button(window, "缩放").ClickAsync();
        await Expect(Zoomed(window)).ToHaveCountAsync(0);
        await window.Page.Mouse.WheelAsync(0, -200);
        await Expect(Zoomed(window)).ToHaveCountAsync(1);

        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Page.Locator(".pswp")).ToHaveCountAsync(0);
        await Expect(window.Composer).ToBeVisibleAsync();
    }
}

public sealed class PictureViewerOnPhoneTests(BrowserFixture fixture) : PictureViewerTests(fixture)
{
    protected override BrowserNewContextOptions Options => Phone;

    [ChromiumFact]
    public async Task Viewer_WhenUsedByFingers_ShouldZoomGoThroughThePicturesAndCloseByBack()
    {
        var window = await OpenAsync();
        await window.Messages.First.GetByRole(AriaRole.Button).First.TapAsync();
        await Expect(Counter(window)).ToHaveTextAsync("1 / 3");

        await SwipeAsync(window, from: 320, to: 60);
        await Expect(Counter(window)).ToHaveTextAsync("2 / 3");
        await SwipeAsync(window, from: 60, to: 320);
        await Expect(Counter(window)).ToHaveTextAsync("1 / 3");

        await window.Page.Touchscreen.TapAsync(195, 420);
        await window.Page.Touchscreen.TapAsync(195, 420);
        await Expect(Zoomed(window)).ToHaveCountAsync(1);

        // Back closes what is on top, and the conversation below it stays.
        await window.Page.GoBackAsync();
        await Expect(window.Page.Locator(".pswp")).ToHaveCountAsync(0);
        await Expect(window.Composer).ToBeVisibleAsync();
    }

    private async Task SwipeAsync(ChatWindow window, int from, int to)
    {
        var finger = await Context.NewCDPSessionAsync(window.Page);
        await TouchAsync("touchStart", from);
        for (var step = 1; step <= 8; step++)
            await TouchAsync("touchMove", from + ((to - from) * step / 8));
        await finger.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = "touchEnd", ["touchPoints"] = Array.Empty<object>() });

        Task TouchAsync(string type, int x) =>
            finger.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = new[] { new { x, y = 420 } } });
    }
}

/// <summary>The full pictures of a conversation, over the page.</summary>
public abstract class PictureViewerTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    protected static ILocator Counter(ChatWindow window) => window.Page.Locator(".pswp__counter");

    protected static ILocator Zoomed(ChatWindow window) => window.Page.Locator(".pswp--zoomed-in");

    protected static ILocator Button(ChatWindow window, string name) =>
        window.Page.Locator(".pswp").GetByRole(AriaRole.Button, new() { Name = name });

    /// <returns>A conversation with three pictures, larger than any screen here.</returns>
    protected async Task<ChatWindow> OpenAsync()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        for (var i = 1; i <= 3; i++)
            await Server.SendFileAsync(
                buyer,
                conversation,
                "image",
                string.Create(CultureInfo.InvariantCulture, $"{i}.png"),
                PickedFile.Picture("", 3000, 2000).Buffer
            );
        var window = await OpenChatAsync(buyer, merchant);
        await Expect(window.Messages.First.GetByRole(AriaRole.Button).First).ToBeVisibleAsync();
        return window;
    }
}
