using LiveChat.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveChat.Bench;

/// <summary>
/// What long conversations cost in a browser: from the click to the drawn end of 10,000 messages, and scrolling through 50,000.
/// </summary>
internal static class PageScenario
{
    private const int Opened = 10_000;
    private const int Scrolled = 50_000;

    /// <summary>From the click on a conversation until a frame with its last message has been drawn, in milliseconds.</summary>
    private const string Open = """
        async last => {
          const started = performance.now();
          document.querySelector('[data-testid=conversation-item]').click();
          while (!document.querySelector(`[data-sequence="${last}"]`)) await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          return performance.now() - started;
        }
        """;

    /// <summary>Scrolls up until the first message is there, which loads all of them.</summary>
    private const string LoadAll = """
        async () => {
          const list = document.querySelector('[data-testid=message-list]');
          while (!document.querySelector('[data-sequence="1"]')) {
            list.scrollTop = 0;
            await new Promise(requestAnimationFrame);
          }
        }
        """;

    /// <summary>
    /// Scrolls down by half a screen in each frame, for as many frames; gives the time of each and the most messages in the page.
    /// </summary>
    private const string Scroll = """
        async frames => {
          const list = document.querySelector('[data-testid=message-list]');
          const times = [];
          let drawn = 0;
          let before = await new Promise(requestAnimationFrame);
          for (let frame = 0; frame < frames; frame += 1) {
            list.scrollTop += list.clientHeight / 2;
            const now = await new Promise(requestAnimationFrame);
            times.push(now - before);
            before = now;
            drawn = Math.max(drawn, document.querySelectorAll('[data-testid=message]').length);
          }
          return [...times, drawn];
        }
        """;

    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var target = await ProductTarget.CreateAsync(options, cancellationToken);
        var directory = Directory.CreateTempSubdirectory("livechat-bench-").FullName;
        try
        {
            IReadOnlyList<Pair> pairs;
            await using (var server = await target.StartAsync(cancellationToken, directory))
                pairs = await target.PreparePairsAsync(server, 2, cancellationToken);
            Seed.Write(
                directory,
                Seed.Messages(pairs[0].ConversationId, "buyer-0", Opened),
                Seed.Messages(pairs[1].ConversationId, "buyer-1", Scrolled)
            );
            await using (var server = await target.StartAsync(cancellationToken, directory))
            using (var playwright = await Playwright.CreateAsync())
            await using (
                var browser = await playwright.Chromium.LaunchAsync(
                    new() { ExecutablePath = Chromium.ExecutablePath, Args = Chromium.Arguments }
                )
            )
            {
                Report.Print([
                    await OpenAsync(target, server, browser, options.Runs),
                    await ScrollAsync(target, server, browser, options.Seconds),
                ]);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<Dictionary<string, object>> OpenAsync(Target target, ServerProcess server, IBrowser browser, int runs)
    {
        var times = new List<double>();
        for (var run = 0; run < runs; run++)
        {
            var page = await PageOfAsync(server, browser, "buyer-0");
            times.Add(await page.EvaluateAsync<double>(Open, Opened));
            await page.Context.CloseAsync();
        }

        times.Sort();
        return Row(target, "open", Opened, times);
    }

    private static async Task<Dictionary<string, object>> ScrollAsync(Target target, ServerProcess server, IBrowser browser, int seconds)
    {
        var page = await PageOfAsync(server, browser, "buyer-1");
        await page.EvaluateAsync<double>(Open, Scrolled);
        await page.EvaluateAsync(LoadAll);
        var measured = await page.EvaluateAsync<double[]>(Scroll, seconds * 60);
        await page.Context.CloseAsync();
        var times = measured[..^1].Order().ToList();
        var row = Row(target, "scroll, each frame", Scrolled, times);
        row["longest_ms"] = Math.Round(times[^1], 1);
        row["drawn"] = measured[^1];
        return row;
    }

    private static async Task<IPage> PageOfAsync(ServerProcess server, IBrowser browser, string user)
    {
        var context = await browser.NewContextAsync(
            new()
            {
                ViewportSize = new() { Width = 1440, Height = 900 },
                Locale = "zh-CN",
            }
        );
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(0);
        await page.GotoAsync($"http://127.0.0.1:{server.Port}/chat?user_id={user}");
        await page.GetByTestId("conversation-item").WaitForAsync();
        return page;
    }

    private static Dictionary<string, object> Row(Target target, string what, int messages, List<double> sorted) =>
        new()
        {
            ["scenario"] = "page",
            ["target"] = target.Name,
            ["what"] = what,
            ["of"] = messages,
            ["p50_ms"] = Report.Percentile(sorted, 0.5),
            ["p99_ms"] = Report.Percentile(sorted, 0.99),
        };
}
