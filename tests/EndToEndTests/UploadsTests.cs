using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class UploadsOnDesktopTests(BrowserFixture fixture) : UploadsTests(fixture);

public sealed class UploadsOnPhoneTests(BrowserFixture fixture) : UploadsTests(fixture)
{
    protected override BrowserNewContextOptions Options => Phone;
}

/// <summary>How files come into the composer, and what becomes of those that do not arrive.</summary>
public abstract partial class UploadsTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>Hands files over as a drag from the desktop does; the page can't tell the difference.</summary>
    private const string MakeTransfer = """
        () => {
            const transfer = new DataTransfer();
            transfer.items.add(new File(['%PDF-1.4\n%%EOF\n'], '报价单.pdf', { type: 'application/pdf' }));
            transfer.items.add(new File(['a,b\n1,2\n'], '清单.csv', { type: 'text/csv' }));
            return transfer;
        }
        """;

    private const string CopyPicture = """
        async () => {
            const canvas = new OffscreenCanvas(60, 40);
            canvas.getContext('2d').fillRect(10, 10, 20, 20);
            await navigator.clipboard.write([new ClipboardItem({ 'image/png': await canvas.convertToBlob({ type: 'image/png' }) })]);
        }
        """;

    private static FilePayload Large => PickedFile.Of("大.txt", "text/plain", [.. Enumerable.Repeat((byte)'a', 1_048_577)]);

    private static ILocator Uploads(ChatWindow window, string? state = null) =>
        window.Page.Locator(state is null ? "[data-testid=upload]" : $"[data-testid=upload][data-state={state}]");

    private static ILocator Button(ChatWindow window, string name) =>
        window.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [ChromiumFact]
    public async Task Picture_WhenPasted_ShouldBeSent()
    {
        var (window, other) = await OpenPairAsync();
        await Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await window.Page.BringToFrontAsync();
        await window.Page.EvaluateAsync(CopyPicture);

        await window.Composer.FillAsync("看这张");
        await window.Composer.PressAsync("Control+v");
        await Expect(Uploads(window, "ready")).ToHaveCountAsync(1);
        await Expect(window.Composer).ToHaveValueAsync("看这张");
        await window.Page.GetByTestId("send").ClickAsync();

        await Expect(other.Messages.Locator("button img")).ToHaveCountAsync(1);
        await Expect(other.Message("看这张")).ToHaveCountAsync(1);
    }

    [ChromiumFact]
    public async Task Text_WhenPasted_ShouldStayText()
    {
        var (window, _) = await OpenPairAsync();
        await Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await window.Page.BringToFrontAsync();
        await window.Page.EvaluateAsync("() => navigator.clipboard.writeText('报价 120 元')");

        await window.Composer.PressAsync("Control+v");
        await Expect(window.Composer).ToHaveValueAsync("报价 120 元");
        await Expect(Uploads(window)).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Files_WhenDropped_ShouldWaitAboveTheFieldAndBeSent()
    {
        var (window, other) = await OpenPairAsync();
        var transfer = await window.Page.EvaluateHandleAsync(MakeTransfer);
        var drop = new { dataTransfer = transfer };

        await window.MessageList.DispatchEventAsync("dragenter", drop);
        await Expect(window.Page.GetByText("松开即可添加到消息")).ToBeVisibleAsync();
        await window.MessageList.DispatchEventAsync("drop", drop);
        await Expect(window.Page.GetByText("松开即可添加到消息")).ToHaveCountAsync(0);
        await Expect(Uploads(window, "ready")).ToHaveCountAsync(2);
        await window.Page.GetByTestId("send").ClickAsync();

        await Expect(other.Message("报价单.pdf")).ToHaveCountAsync(1);
        await Expect(other.Message("清单.csv")).ToHaveCountAsync(1);
    }

    [ChromiumFact]
    public async Task Upload_WhenCalledOff_ShouldLeaveTheOthers()
    {
        MayFailRequests = true;
        var (window, other) = await OpenPairAsync();
        var network = await Context.NewCDPSessionAsync(window.Page);
        await network.SendAsync("Network.enable");
        await network.SendAsync(
            "Network.emulateNetworkConditions",
            new()
            {
                ["offline"] = false,
                ["latency"] = 0,
                ["downloadThroughput"] = -1,
                ["uploadThroughput"] = 200_000,
            }
        );
        var bytes = new byte[2_000_000];
        Array.Fill(bytes, (byte)'a');

        await window
            .Page.GetByTestId("pick-files")
            .SetInputFilesAsync([
                PickedFile.Of("不要.txt", "text/plain", bytes),
                PickedFile.Of("大表.csv", "text/csv", bytes),
                PickedFile.Pdf("小.pdf"),
            ]);
        await Expect(Uploads(window)).ToHaveCountAsync(3);
        var bar = window.Page.GetByRole(AriaRole.Progressbar, new() { Name = "大表.csv 正在上传" });
        await Expect(bar).ToHaveJSPropertyAsync("max", 1);
        await window.Page.WaitForFunctionAsync("bar => bar.value > 0 && bar.value < 1", await bar.ElementHandleAsync());
        await Button(window, "取消上传 不要.txt").ClickAsync();
        await Expect(Uploads(window)).ToHaveCountAsync(2);

        // Sent while one is still on its way: it follows when it has arrived.
        await window.Page.GetByTestId("send").ClickAsync();
        await network.SendAsync(
            "Network.emulateNetworkConditions",
            new()
            {
                ["offline"] = false,
                ["latency"] = 0,
                ["downloadThroughput"] = -1,
                ["uploadThroughput"] = -1,
            }
        );
        await Expect(Uploads(window)).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        await Expect(other.Message("大表.csv")).ToHaveCountAsync(1);
        await Expect(other.Message("小.pdf")).ToHaveCountAsync(1);
        await Expect(other.Messages).ToHaveCountAsync(2);
    }

    [ChromiumFact]
    public async Task Upload_WhenItFailed_ShouldStayWithTheReasonAndGoOutAfterARetry()
    {
        MayFailRequests = true;
        var (window, other) = await OpenPairAsync();
        await window.Page.RouteAsync("**/api/uploads", route => route.AbortAsync(), new() { Times = 1 });

        await window.Page.GetByTestId("pick-files").SetInputFilesAsync([PickedFile.Pdf("报价单.pdf")]);
        await Expect(Uploads(window, "failed").GetByRole(AriaRole.Alert)).ToContainTextAsync("网络");
        await Expect(window.Page.GetByTestId("send")).ToBeDisabledAsync();

        // Text goes out meanwhile, and what failed waits.
        await window.SendAsync("稍等");
        await Expect(other.Message("稍等")).ToHaveCountAsync(1);
        await Button(window, "重试上传 报价单.pdf").ClickAsync();
        await Expect(Uploads(window, "ready")).ToHaveCountAsync(1);
        await window.Page.GetByTestId("send").ClickAsync();
        await Expect(other.Message("报价单.pdf")).ToHaveCountAsync(1);
    }

    [ChromiumFact]
    public async Task Upload_WhenThePageIsReloaded_ShouldKeepWhatHadArrivedAndSayWhatHadNot()
    {
        MayFailRequests = true;
        var (window, other) = await OpenPairAsync();
        var warnings = 0;
        window.Page.Dialog += async (_, dialog) =>
        {
            warnings += dialog.Type == "beforeunload" ? 1 : 0;
            await dialog.AcceptAsync();
        };
        await window.Composer.ClickAsync();
        await window.Page.GetByTestId("pick-files").SetInputFilesAsync([PickedFile.Pdf("报价单.pdf")]);
        await Expect(Uploads(window, "ready")).ToHaveCountAsync(1);
        await window.Page.RouteAsync("**/api/uploads", _ => Task.CompletedTask);
        await window.Page.GetByTestId("pick-files").SetInputFilesAsync([PickedFile.Pdf("清单.pdf")]);
        await Expect(Uploads(window, "uploading")).ToHaveCountAsync(1);

        await window.Page.ReloadAsync();
        await Expect(Uploads(window, "ready")).ToContainTextAsync("报价单.pdf");
        await Expect(Uploads(window, "failed")).ToContainTextAsync("清单.pdf");
        await Expect(Uploads(window, "failed")).ToContainTextAsync("页面已刷新，这个文件没有发送，请重新选择");
        Assert.Equal(1, warnings);
        await Expect(Button(window, "重试上传 清单.pdf")).ToHaveCountAsync(0);
        await Button(window, "移除 清单.pdf").ClickAsync();
        await window.Page.GetByTestId("send").ClickAsync();
        await Expect(other.Message("报价单.pdf")).ToHaveCountAsync(1);
        await Expect(Uploads(window)).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task Picture_WhenSentAsAnAnswer_ShouldQuote()
    {
        var (window, other) = await OpenPairAsync();
        await other.SendAsync("是哪一盒？");
        await window.Message("是哪一盒？").HoverAsync();
        await window.Message("是哪一盒？").GetByRole(AriaRole.Button, new() { Name = "回复" }).ClickAsync();
        await window.Page.GetByTestId("pick-images").SetInputFilesAsync([PickedFile.Picture("药盒.png", 60, 40)]);
        await Expect(Uploads(window, "ready")).ToHaveCountAsync(1);

        await window.Page.GetByTestId("send").ClickAsync();

        await Expect(other.Messages.Last.Locator("button img")).ToHaveCountAsync(1);
        await Expect(other.Messages.Last.Locator(".quote span")).ToHaveTextAsync("是哪一盒？");
    }

    [ChromiumFact]
    public async Task Files_WhenLetGoBesideTheConversation_ShouldNotBeOpenedInPlaceOfThePage()
    {
        var (window, _) = await OpenPairAsync();

        var isRefused = await window.Page.EvaluateAsync<bool>(
            """
            () => {
                const transfer = new DataTransfer();
                transfer.items.add(new File(['<title>x</title>'], 'x.html'));
                const handed = ['dragover', 'drop'].map((type) => new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
                return handed.every((event) => !document.querySelector('h1').dispatchEvent(event));
            }
            """
        );

        Assert.True(isRefused);
        await Expect(Uploads(window)).ToHaveCountAsync(0);
    }

    private async Task<(ChatWindow Window, ChatWindow Other)> OpenPairAsync()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var window = await OpenChatAsync(buyer, merchant);
        await Expect(window.Composer).ToBeVisibleAsync();
        var other = await OpenChatAsync(merchant);
        await other.Conversation(BuyerName).ClickAsync();
        await Expect(other.Composer).ToBeVisibleAsync();
        return (window, other);
    }
}
