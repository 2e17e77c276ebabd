using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>Files that are refused.</summary>
public abstract partial class UploadsTests
{
    [ChromiumFact]
    public async Task Upload_WhenRefusedAmongMany_ShouldBeSeen()
    {
        MayFailRequests = true;
        var (window, _) = await OpenPairAsync();
        await window
            .Page.GetByTestId("pick-images")
            .SetInputFilesAsync([.. Enumerable.Range(1, 9).Select(i => PickedFile.Picture($"{i}.png", 60, 40))]);
        await Expect(Uploads(window, "ready")).ToHaveCountAsync(9);
        await Expect(Uploads(window, "ready").Locator("img")).ToHaveCountAsync(9);

        await window
            .Page.GetByTestId("pick-images")
            .SetInputFilesAsync([
                PickedFile.Of("x.png", "image/png", "<svg/>"u8.ToArray()),
                .. Enumerable.Range(10, 6).Select(i => PickedFile.Picture($"{i}.png", 60, 40)),
            ]);

        await Expect(Uploads(window, "ready")).ToHaveCountAsync(15);
        await Expect(Uploads(window, "failed")).ToBeInViewportAsync(new() { Ratio = 0.9f });
    }

    [ChromiumFact]
    public async Task Upload_WhenTooLarge_ShouldSaySoWithoutSendingIt()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync("--Media:MaxFileSizeBytes=1048576");
        var buyer = await server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await server.CreatePersonAsync("merchant", MerchantName);
        var window = await OpenChatAsync(server, buyer, merchant);
        await Expect(window.Composer).ToBeVisibleAsync();
        var sent = 0;
        window.Page.Request += (_, request) => sent += request.Url.EndsWith("/api/uploads", StringComparison.Ordinal) ? 1 : 0;

        await window.Page.GetByTestId("pick-files").SetInputFilesAsync([Large]);
        await Expect(Uploads(window, "failed").GetByRole(AriaRole.Alert)).ToHaveTextAsync("文件过大，最多 1 MB。");
        await Expect(Button(window, "重试上传 大.txt")).ToHaveCountAsync(0);
        Assert.Equal(0, sent);
    }

    [ChromiumFact]
    public async Task Upload_WhenTheServerFindsItTooLarge_ShouldSaySo()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync("--Media:MaxFileSizeBytes=1048576");
        var buyer = await server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await server.CreatePersonAsync("merchant", MerchantName);
        // A page from before the limit was lowered; a service worker would fetch it past the test.
        await using var context = await Browser.NewContextAsync(
            new(Options) { Locale = "zh-CN", ServiceWorkers = ServiceWorkerPolicy.Block }
        );
        var window = new ChatWindow(await context.NewPageAsync());
        await window.Page.RouteAsync(
            "**/chat?**",
            async route =>
            {
                var page = await (await route.FetchAsync()).TextAsync();
                await route.FulfillAsync(
                    new() { ContentType = "text/html", Body = page.Replace("1048576", "9999999", StringComparison.Ordinal) }
                );
            }
        );
        await window.Page.GotoAsync($"{server.Url}/chat?user_id={buyer.Id}&target={merchant.Id}");
        await Expect(window.Composer).ToBeVisibleAsync();

        await window.Page.GetByTestId("pick-files").SetInputFilesAsync([Large]);
        await Expect(Uploads(window, "failed").GetByRole(AriaRole.Alert)).ToHaveTextAsync("文件过大，最多 1 MB。");
        // It would be refused again.
        await Expect(Button(window, "重试上传 大.txt")).ToHaveCountAsync(0);
    }
}
