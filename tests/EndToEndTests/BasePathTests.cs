using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>Chat and console below a path of a shop's own site.</summary>
public sealed class BasePathTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [NginxFact]
    public async Task Pages_WhenServedBelowAPath_ShouldDoAllTheyDoAtTheRoot()
    {
        // Its own server is gone before the page is.
        MayFailRequests = true;
        var port = Loopback.FreePort();
        var url = $"http://127.0.0.1:{port}/chat";
        await using var server = await LiveServer.StartNewAsync($"--PublicBaseUrl={url}/");
        await using var nginx = await Nginx.StartAsync(
            server,
            """
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            """,
            "map $http_upgrade $connection_upgrade { default upgrade; '' close; }",
            port,
            "/chat/"
        );
        var buyer = await server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await server.CreatePersonAsync("merchant", MerchantName);
        var page = await Context.NewPageAsync();
        var outside = new List<string>();
        page.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && !request.Url.StartsWith($"{url}/", StringComparison.Ordinal))
                outside.Add(request.Url);
        };

        await page.GotoAsync($"{url}/chat?user_id={buyer.Id}&target={merchant.Id}");
        var window = new ChatWindow(page);
        await window.SendAsync("从子路径发出");
        await Expect(window.Message("从子路径发出")).ToHaveAttributeAsync("data-status", "sent");
        await page.GetByTestId("pick-images").SetInputFilesAsync([PickedFile.Picture("a.png")]);
        await Expect(page.Locator("[data-testid=upload][data-state=ready]")).ToHaveCountAsync(1);
        await page.GetByTestId("send").ClickAsync();
        var picture = page.Locator("[data-testid=message] img[src*='/chat/media/uploads/']").First;
        await Expect(picture).ToHaveJSPropertyAsync("complete", true);
        Assert.True(await picture.EvaluateAsync<int>("image => image.naturalWidth") > 0);

        await page.ReloadAsync();
        await Expect(window.Message("从子路径发出")).ToBeVisibleAsync();
        Assert.Equal($"{url}/", await page.EvaluateAsync<string>("navigator.serviceWorker.ready.then(worker => worker.scope)"));

        await page.GotoAsync($"{url}/admin/settings/health");
        await page.GetByLabel("用户名").FillAsync("admin");
        await page.GetByLabel("密码", new() { Exact = true }).FillAsync(server.AdminPassword);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page).ToHaveURLAsync($"{url}/admin/settings/health");
        var proxy = page.GetByTestId("findings").Locator("[data-kind=proxy]");
        await Expect(proxy).ToContainTextAsync("WebSocket 可以连通");
        await Expect(proxy).Not.ToContainTextAsync("PublicBaseUrl");
        await page.ReloadAsync();
        await Expect(proxy).ToBeVisibleAsync();
        Assert.Empty(outside);
    }
}
