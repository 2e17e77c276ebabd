using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class InstalledPageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task Page_WhenServerIsAway_ShouldOpenFromWhatIsKeptAndRecover()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync();
        var buyer = await server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await server.StartConversationAsync(buyer, merchant);
        await server.SayAsync(merchant, conversation, "有货");
        var window = await OpenChatAsync(server, buyer);
        await Expect(window.Conversation(MerchantName)).ToBeVisibleAsync();
        await window.Page.WaitForFunctionAsync(
            "async () => (await navigator.serviceWorker.ready).active.state === 'activated' && navigator.serviceWorker.controller"
        );

        await server.StopAsync();
        await window.Page.ReloadAsync();
        await Expect(window.Conversation(MerchantName)).ToContainTextAsync("有货");
        await Expect(window.Page.GetByTestId("connection-banner")).ToBeVisibleAsync();
        await server.StartAsync();
        await server.SayAsync(merchant, conversation, "今天到的");
        await Expect(window.Conversation(MerchantName)).ToContainTextAsync("今天到的");
        await window.Conversation(MerchantName).ClickAsync();
        await Expect(window.Message("有货")).ToBeVisibleAsync();
        await Expect(window.Page.GetByTestId("update-prompt")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task ServiceWorker_WhenInstalled_ShouldKeepTheShellAndNothingOfAnybody()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(merchant, conversation, "有货");
        var window = await OpenChatAsync(buyer, merchant);
        await Expect(window.Message("有货")).ToBeVisibleAsync();
        await window.Page.WaitForFunctionAsync("() => navigator.serviceWorker.controller");
        await window.Page.ReloadAsync();
        await Expect(window.Message("有货")).ToBeVisibleAsync();

        var kept = await window.Page.EvaluateAsync<string[]>(
            "async () => (await Promise.all((await caches.keys()).map(async name => (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname + new URL(request.url).search)))).flat()"
        );

        Assert.Contains("/chat", kept);
        Assert.All(kept, path => Assert.True(path == "/chat" || path.StartsWith("/assets/", StringComparison.Ordinal), path));
        // The console is not for a buyer's phone.
        Assert.DoesNotContain(
            kept,
            path => path.Contains("Admin", StringComparison.Ordinal) || path.Contains("Monitor", StringComparison.Ordinal)
        );
    }

    [ChromiumFact]
    public async Task Page_WhenServerHasAnotherBuild_ShouldOfferToReload()
    {
        MayFailRequests = true;
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var window = await OpenChatAsync(buyer);
        await Expect(window.Page.GetByText("您的会话会显示在这里。")).ToBeVisibleAsync();
        await Expect(window.Page.GetByTestId("update-prompt")).ToHaveCountAsync(0);

        // A part of this page that is gone may be a sign of a newer one: the page looks, and here finds another.
        await window.Page.RouteAsync(
            "**/chat",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        ContentType = "text/html",
                        Body = """<!doctype html><script type="module" src="/assets/another.js"></script>""",
                    }
                )
        );
        await window.Page.EvaluateAsync("window.dispatchEvent(new Event('vite:preloadError'))");

        await Expect(window.Page.GetByTestId("update-prompt")).ToContainTextAsync("有新版本，刷新");
        await window.Page.GetByTestId("update-prompt").GetByRole(AriaRole.Button, new() { Name = "刷新" }).ClickAsync();
        await Expect(window.Page.GetByTestId("update-prompt")).ToHaveCountAsync(0);
        await Expect(window.Page.GetByText("您的会话会显示在这里。")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Files_WhenAskedFor_ShouldBeCompressedAndKeptAsLongAsTheirNamesAllow()
    {
        using var http = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.None })
        {
            BaseAddress = new Uri(Server.Url),
        };
        http.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));

        var page = await http.GetAsync("/chat");
        Assert.Equal("no-cache", page.Headers.CacheControl!.ToString());
        Assert.Equal("br", Assert.Single(page.Content.Headers.ContentEncoding));
        using var again = new HttpRequestMessage(HttpMethod.Get, "/chat");
        again.Headers.IfNoneMatch.Add(page.Headers.ETag!);
        Assert.Equal(HttpStatusCode.NotModified, (await http.SendAsync(again)).StatusCode);

        var script = await http.GetAsync(await FirstScriptAsync());
        Assert.Equal("public, max-age=31536000, immutable", script.Headers.CacheControl!.ToString());
        Assert.Equal("br", Assert.Single(script.Content.Headers.ContentEncoding));
        Assert.Equal("text/javascript", script.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Accept-Encoding", script.Headers.Vary);

        var worker = await http.GetAsync("/sw.js");
        Assert.Equal("no-cache", worker.Headers.CacheControl!.ToString());
        Assert.Equal("text/javascript", worker.Content.Headers.ContentType!.MediaType);

        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/assets/of-an-older-build.js")).StatusCode);
    }

    [ChromiumFact]
    public async Task Manifest_WhenRead_ShouldNameIconsThatAreThere()
    {
        using var http = new HttpClient { BaseAddress = new Uri(Server.Url) };
        var answer = await http.GetAsync("/manifest.webmanifest");
        Assert.Equal("application/manifest+json", answer.Content.Headers.ContentType!.MediaType);
        var manifest = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("standalone", manifest.GetProperty("display").GetString());

        foreach (var icon in manifest.GetProperty("icons").EnumerateArray())
            Assert.Equal("image/png", (await http.GetAsync(icon.GetProperty("src").GetString())).Content.Headers.ContentType!.MediaType);
    }

    private async Task<string> FirstScriptAsync()
    {
        using var http = new HttpClient { BaseAddress = new Uri(Server.Url) };
        var html = await http.GetStringAsync("/chat");
        var start = html.IndexOf("/assets/", StringComparison.Ordinal);
        return html[start..html.IndexOf('"', start)];
    }
}
