using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class FilesOnDesktopTests(BrowserFixture fixture) : FilesTests(fixture);

public sealed class FilesOnPhoneTests(BrowserFixture fixture) : FilesTests(fixture)
{
    protected override BrowserNewContextOptions Options => Phone;
}

/// <summary>Pictures and documents, from one window into another.</summary>
public abstract class FilesTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private async Task<(Person Buyer, Person Merchant)> CreatePairAsync() =>
        (await Server.CreatePersonAsync("buyer", BuyerName), await Server.CreatePersonAsync("merchant", MerchantName));

    [ChromiumFact]
    public async Task Files_WhenSent_ShouldBeSeenByTheOther()
    {
        var (buyer, merchant) = await CreatePairAsync();
        var buyerWindow = await OpenChatAsync(buyer, merchant);
        var merchantWindow = await OpenChatAsync(merchant);
        await merchantWindow.Conversation(BuyerName).ClickAsync();

        // Two at once wait above the field until they are sent.
        await buyerWindow
            .Page.GetByTestId("pick-images")
            .SetInputFilesAsync([PickedFile.Picture("药盒.png", 800, 400), PickedFile.Picture("b.png", 200, 300)]);
        await Expect(buyerWindow.Page.GetByTestId("upload")).ToHaveCountAsync(2);
        await Expect(buyerWindow.Page.Locator("[data-testid=upload][data-state=ready]")).ToHaveCountAsync(2);
        await buyerWindow.Page.GetByTestId("send").ClickAsync();
        await Expect(buyerWindow.Page.GetByTestId("upload")).ToHaveCountAsync(0);
        await Expect(merchantWindow.Messages).ToHaveCountAsync(2);
        var box = await merchantWindow.Messages.First.Locator("button img").BoundingBoxAsync();
        Assert.Equal((280, 140), ((int)box!.Width, (int)box.Height));

        await Expect(buyerWindow.Conversations.First).ToContainTextAsync("[图片]");
        await Expect(merchantWindow.Conversations.First).ToContainTextAsync("[图片]");

        await buyerWindow.Page.GetByTestId("pick-files").SetInputFilesAsync([PickedFile.Pdf("报价单.pdf")]);
        await Expect(buyerWindow.Page.Locator("[data-testid=upload][data-state=ready]")).ToHaveCountAsync(1);
        await buyerWindow.Page.GetByTestId("send").ClickAsync();
        await Expect(merchantWindow.Message("报价单.pdf")).ToBeVisibleAsync();
        var download = await merchantWindow.Page.RunAndWaitForDownloadAsync(() =>
            merchantWindow.Message("报价单.pdf").GetByRole(AriaRole.Link).ClickAsync()
        );
        Assert.Equal("报价单.pdf", download.SuggestedFilename);
        await Expect(buyerWindow.Conversations.First).ToContainTextAsync("[文件]");
    }

    [ChromiumFact]
    public async Task Pictures_WhenTheyArrive_ShouldFillTheRoomThatWasKeptForThem()
    {
        var (buyer, merchant) = await CreatePairAsync();
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        foreach (var (width, height) in ((int, int)[])[(100, 2000), (2000, 100), (1, 1), (641, 213)])
            await Server.SendFileAsync(buyer, conversation, "image", "a.png", PickedFile.Picture("", width, height).Buffer);
        await using var context = await Browser.NewContextAsync(
            new(Options) { Locale = "zh-CN", ServiceWorkers = ServiceWorkerPolicy.Block }
        );
        var window = new ChatWindow(await context.NewPageAsync());
        var mayLoad = new TaskCompletionSource();
        await window.Page.RouteAsync(
            "**/media/uploads/**",
            async route =>
            {
                await mayLoad.Task;
                await route.ContinueAsync();
            }
        );
        await window.Page.GotoAsync($"{Server.Url}/chat?user_id={merchant.Id}&target={buyer.Id}");
        var pictures = window.Messages.Locator("button img");
        await Expect(pictures).ToHaveCountAsync(4);
        const string Sizes = "(all) => all.map((img) => `${img.getBoundingClientRect().width}x${img.getBoundingClientRect().height}`)";
        var kept = await pictures.EvaluateAllAsync<string[]>(Sizes);

        mayLoad.SetResult();
        await window.Page.WaitForFunctionAsync(
            "() => [...document.querySelectorAll('button img')].every((img) => img.complete && img.naturalWidth > 0)"
        );

        Assert.Equal(["100x280", "280x100", "48x48", "280x93"], kept);
        await Expect(window.Messages.GetByText("长图")).ToHaveCountAsync(2);
        Assert.Equal(kept, await pictures.EvaluateAllAsync<string[]>(Sizes));
    }

    [ChromiumFact]
    public async Task Quote_WhenOfAFile_ShouldSayWhatItIsInTheReadersLanguage()
    {
        var (buyer, merchant) = await CreatePairAsync();
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        var picture = await Server.SendFileAsync(buyer, conversation, "image", "药盒.png", PickedFile.Picture("药盒.png", 80, 40).Buffer);
        await Server.SayAsync(merchant, conversation, "A", picture);
        await Server.SayAsync(
            merchant,
            conversation,
            "B",
            await Server.SendFileAsync(buyer, conversation, "file", "报价单.pdf", "%PDF-1.4\n%%EOF\n"u8.ToArray())
        );
        await Server.SayAsync(
            merchant,
            conversation,
            "C",
            await Server.SendFileAsync(buyer, conversation, "voice", "v.mp3", [0xFF, 0xFB, 0x90, 0x00, .. new byte[413]])
        );
        await using var english = await Browser.NewContextAsync();
        await english.AddInitScriptAsync("localStorage.setItem('livechat.locale', 'en')");
        var englishWindow = new ChatWindow(await english.NewPageAsync());
        await englishWindow.Page.GotoAsync($"{Server.Url}/chat?user_id={merchant.Id}&target={buyer.Id}");
        var window = await OpenChatAsync(buyer, merchant);
        static ILocator Quotes(ChatWindow window) => window.Messages.Locator(".quote span");

        await Expect(Quotes(window)).ToHaveTextAsync(["[图片]", "报价单.pdf", "[语音]"]);
        await Expect(Quotes(englishWindow)).ToHaveTextAsync(["[Picture]", "报价单.pdf", "[Voice]"]);

        // Also while one answers it, and as the other sees that.
        await window.Messages.First.HoverAsync();
        await window.Messages.First.GetByRole(AriaRole.Button, new() { Name = "回复" }).ClickAsync();
        await Expect(window.Page.GetByText("[图片]", new() { Exact = false }).Last).ToBeVisibleAsync();
        await window.SendAsync("D");
        await Expect(Quotes(englishWindow)).ToHaveTextAsync(["[Picture]", "报价单.pdf", "[Voice]", "[Picture]"]);

        await Server.RecallAsync(buyer, picture);
        await Expect(Quotes(window)).ToHaveTextAsync(["引用的消息已不可见", "报价单.pdf", "[语音]", "引用的消息已不可见"]);
    }

    [ChromiumFact]
    public async Task Upload_WhenRefused_ShouldStayWithItsReason()
    {
        MayFailRequests = true;
        var (buyer, merchant) = await CreatePairAsync();
        var window = await OpenChatAsync(buyer, merchant);

        await window
            .Page.GetByTestId("pick-files")
            .SetInputFilesAsync([PickedFile.Of("x.png", "image/png", "<script>alert(1)</script>"u8.ToArray())]);

        await Expect(window.Page.GetByTestId("upload")).ToContainTextAsync("扩展名不符");
        await Expect(window.Page.GetByTestId("send")).ToBeDisabledAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "移除 x.png" }).ClickAsync();
        await Expect(window.Page.GetByTestId("upload")).ToHaveCountAsync(0);
    }
}
