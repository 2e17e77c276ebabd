using System.Collections.Concurrent;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>
/// The hostile corpus of the uploads in a browser: whatever was stored is opened in every way there is, and nothing of it runs.
/// </summary>
public sealed class HostileFileTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    /// <summary>A page of our own origin without any policy: the headers of the files alone have to hold.</summary>
    private const string EmptyPage = "/empty";

    /// <summary>Makes each address a part of the page, in every way that could run it, and says whether one ran.</summary>
    private const string Embed = """
        async (urls) => {
          addEventListener('message', (event) => { if (event.data === 'executed') self.executed = true; });
          const attach = (tag, attributes) => new Promise((resolve) => {
            const element = document.body.appendChild(document.createElement(tag));
            element.onload = element.onerror = element.onloadedmetadata = resolve;
            for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
          });
          const work = (url) => new Promise((resolve) => {
            const worker = new Worker(url);
            worker.onmessage = () => resolve(self.executed = true);
            worker.onerror = resolve;
          });
          const serve = (url) => navigator.serviceWorker.register(url).then(() => { self.executed = true; }, () => {});
          const all = urls.flatMap((url) => [
            attach('iframe', { src: url }), attach('object', { data: url }), attach('embed', { src: url }), attach('img', { src: url }), attach('audio', { src: url }),
            attach('script', { src: url }), attach('script', { src: url, type: 'module' }), attach('link', { href: url, rel: 'stylesheet' }), work(url), serve(url),
          ]);
          // A download in a frame is never told to be over.
          await Promise.race([Promise.all(all), new Promise((resolve) => setTimeout(resolve, 5000))]);
          return self.executed === true;
        }
        """;

    private readonly ConcurrentBag<string> _alarms = [];

    [ChromiumFact]
    public async Task Files_WhenOpened_ShouldNotRun()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var urls = new List<string>();
        foreach (var file in HostileFiles.All)
        {
            if (await Server.UploadAsync(buyer, file.Name, file.Content) is not { } attachment)
                continue;
            urls.Add(attachment.GetProperty("url").GetString()!);
            if (attachment.GetProperty("thumbnail_url").GetString() is { } thumbnail)
                urls.Add(thumbnail);
        }

        Assert.InRange(urls.Count, 20, HostileFiles.All.Count * 2);
        await using var context = await Browser.NewContextAsync(new() { Locale = "zh-CN" });
        var page = await OpenWatchedAsync(context);
        foreach (var url in urls)
        {
            try
            {
                await page.GotoAsync(url);
            }
            catch (PlaywrightException exception) when (exception.Message.Contains("Download is starting", StringComparison.Ordinal))
            {
                // Kept, not shown.
            }

            Assert.NotEqual("executed", await page.TitleAsync());
        }

        await page.GotoAsync(Server.Url + EmptyPage);
        Assert.False(await page.EvaluateAsync<bool>(Embed, urls));
        Assert.Empty(_alarms);
    }

    /// <summary>Without the server's headers the same bytes run.</summary>
    [ChromiumFact]
    public async Task Alarms_WhenSomethingRuns_ShouldRing()
    {
        foreach (
            var (contentType, content) in ((string, string)[])[("text/html", HostileFiles.Page), ("text/javascript", HostileFiles.Script)]
        )
        {
            _alarms.Clear();
            await using var context = await Browser.NewContextAsync(new() { Locale = "zh-CN" });
            await context.RouteAsync("**/hostile", route => route.FulfillAsync(new() { ContentType = contentType, Body = content }));
            var page = await OpenWatchedAsync(context);

            await page.GotoAsync(Server.Url + EmptyPage);
            Assert.True(await page.EvaluateAsync<bool>(Embed, new[] { Server.Url + "/hostile" }));
            Assert.NotEmpty(_alarms);
        }
    }

    private async Task<IPage> OpenWatchedAsync(IBrowserContext context)
    {
        await context.RouteAsync(
            "**" + EmptyPage,
            route => route.FulfillAsync(new() { ContentType = "text/html", Body = "<!doctype html><body>" })
        );
        context.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/executed", StringComparison.Ordinal))
                _alarms.Add(request.Url);
        };
        var page = await context.NewPageAsync();
        page.Dialog += (_, dialog) =>
        {
            _alarms.Add($"dialog {dialog.Message}");
            _ = dialog.DismissAsync();
        };
        return page;
    }
}
