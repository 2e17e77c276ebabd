using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveChat.Bench;

/// <summary>
/// The console's live list in a browser, with 5,000 conversations in which people write all the time: the time of each frame while it is
/// scrolled up and down, what the page holds as time goes by, and whether at the end, without a reload, each row says what the server says.
/// </summary>
internal static class ConsoleScenario
{
    private const int Conversations = 5_000;
    private const int DefaultRate = 50;

    /// <summary>How often the page's memory is taken while people write.</summary>
    private const int Moments = 6;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    /// <summary>Scrolls to the end until all conversations are loaded, so that what the page holds afterwards grows by no page more.</summary>
    private const string LoadAll = """
        async count => {
          const list = document.querySelector('[data-testid=conversation-list]');
          while (list.querySelector('ul').clientHeight < count * list.querySelector('li').clientHeight) {
            list.scrollTop = list.scrollHeight;
            await new Promise(requestAnimationFrame);
          }
        }
        """;

    /// <summary>
    /// Scrolls by half a screen in each frame, down to the end and up again, for that many seconds; gives each frame's time and each task
    /// of more than 50 ms, in milliseconds.
    /// </summary>
    private const string Scroll = """
        async seconds => {
          const tasks = [];
          const observer = new PerformanceObserver(list => list.getEntries().forEach(entry => tasks.push(entry.duration)));
          observer.observe({ type: 'longtask' });
          const list = document.querySelector('[data-testid=conversation-list]');
          const frames = [];
          let down = true;
          let before = await new Promise(requestAnimationFrame);
          for (const end = before + seconds * 1000; before < end;) {
            const was = list.scrollTop;
            list.scrollTop += (down ? 1 : -1) * list.clientHeight / 2;
            if (list.scrollTop === was) down = !down;
            const now = await new Promise(requestAnimationFrame);
            frames.push(now - before);
            before = now;
          }
          observer.disconnect();
          return [frames, tasks];
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
                pairs = await target.PreparePairsAsync(server, Conversations, cancellationToken);
            Seed.Write(directory, Asked());
            await using (var server = await target.StartAsync(cancellationToken, directory))
            {
                var token = await target.SignInAdminAsync(server, cancellationToken);
                using var playwright = await Playwright.CreateAsync();
                await using var browser = await playwright.Chromium.LaunchAsync(
                    new() { ExecutablePath = Chromium.ExecutablePath, Args = Chromium.Arguments }
                );
                Report.Print([await WatchAsync(target, server, pairs, token, browser, options, cancellationToken)]);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<Dictionary<string, object>> WatchAsync(
        Target target,
        ServerProcess server,
        IReadOnlyList<Pair> pairs,
        string token,
        IBrowser browser,
        Options options,
        CancellationToken cancellationToken
    )
    {
        var page = await OpenAsync(server, browser);
        var rate = options.Rate > 0 ? options.Rate : DefaultRate;
        var devtools = await page.Context.NewCDPSessionAsync(page);
        await devtools.SendAsync("Performance.enable");
        await page.EvaluateAsync(LoadAll, Conversations);
        var traffic = new Traffic(server, pairs);
        var moments = new List<Dictionary<string, object>> { await MomentAsync(devtools, traffic) };
        var times = new List<double>();
        var longTasks = new List<double>();
        var busy = 0.0;
        for (var moment = 1; moment <= Moments; moment++)
        {
            var running = traffic.RunAsync(rate, (double)options.Seconds / Moments, cancellationToken);
            var busyBefore = await PageMemory.BusySecondsAsync(devtools);
            var measured = await page.EvaluateAsync<double[][]>(Scroll, (double)options.Seconds / Moments);
            busy += await PageMemory.BusySecondsAsync(devtools) - busyBefore;
            times.AddRange(measured[0]);
            longTasks.AddRange(measured[1]);
            await running;
            // Rows that were scrolled away are given back only when the page has nothing else to do.
            await Task.Delay(Rest, cancellationToken);
            moments.Add(await MomentAsync(devtools, traffic));
        }

        Report.Print(moments);
        times.Sort();

        // Conversations go on waiting, so the figure of those that have waited too long lies between what it was now and what it is later.
        var overview = await GetAsync(server, token, "/api/admin/overview", cancellationToken);
        // The last push has come and the figures were asked for once more.
        await Task.Delay(TimeSpan.FromSeconds(4), cancellationToken);
        var (shown, wrong) = await ConsoleRows.CompareAsync(page, Conversations, path => GetAsync(server, token, path, cancellationToken));
        var wrongFigures = await WrongFiguresAsync(server, token, page, overview, cancellationToken);
        return new Dictionary<string, object>
        {
            ["scenario"] = "console",
            ["target"] = target.Name,
            ["conversations"] = Conversations,
            ["rate"] = rate,
            ["p50_ms"] = Report.Percentile(times, 0.5),
            ["p99_ms"] = Report.Percentile(times, 0.99),
            ["longest_ms"] = Math.Round(times[^1], 1),
            ["long_tasks"] = longTasks.Count,
            ["longest_task_ms"] = longTasks.DefaultIfEmpty(0).Max(),
            ["server_mb"] = Math.Round(server.Memory / 1e6),
            ["page_busy"] = Math.Round(busy / options.Seconds, 2),
            ["rows"] = shown,
            ["wrong_rows"] = wrong,
            ["wrong_figures"] = wrongFigures,
            ["failed_calls"] = traffic.Failures,
        };
    }

    /// <summary>
    /// What the page holds now. A conversation grows once, by what its first message brings, so what is held is flat when almost all have
    /// been written in and it stays as it is.
    /// </summary>
    private static async Task<Dictionary<string, object>> MomentAsync(ICDPSession devtools, Traffic traffic)
    {
        var (messages, writtenIn) = (traffic.Messages, traffic.WrittenIn);
        var memory = await PageMemory.TakeAsync(devtools);
        return new Dictionary<string, object>
        {
            ["scenario"] = "console, memory",
            ["messages"] = messages,
            ["written_in"] = writtenIn,
            ["heap_mb"] = memory.HeapMb,
            ["nodes"] = memory.Nodes,
            ["listeners"] = memory.Listeners,
        };
    }

    private static async Task<IPage> OpenAsync(ServerProcess server, IBrowser browser)
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
        await page.GotoAsync($"http://127.0.0.1:{server.Port}/admin");
        await page.GetByLabel("用户名").FillAsync(ProductTarget.AdminName);
        await page.GetByLabel("密码").FillAsync(ProductTarget.AdminPassword);
        await page.GetByLabel("密码").PressAsync("Enter");
        await page.GetByTestId("conversation-item").First.WaitForAsync();
        return page;
    }

    /// <summary>Totals of the overview that the page shows otherwise than the server.</summary>
    private static async Task<int> WrongFiguresAsync(
        ServerProcess server,
        string token,
        IPage page,
        JsonElement earlier,
        CancellationToken cancellationToken
    )
    {
        var later = await GetAsync(server, token, "/api/admin/overview", cancellationToken);
        var wrong = 0;
        foreach (
            var (name, figure) in new[]
            {
                ("conversation-total", "conversations"),
                ("message-total", "messages"),
                ("unanswered", "unanswered"),
            }
        )
        {
            var shown = string.Concat(
                (await page.GetByTestId(name).InnerTextAsync()).Replace("3 分钟", "", StringComparison.Ordinal).Where(char.IsAsciiDigit)
            );
            var value = long.Parse(shown, CultureInfo.InvariantCulture);
            if (value < earlier.GetProperty(figure).GetInt64() || value > later.GetProperty(figure).GetInt64())
                wrong++;
        }

        return wrong;
    }

    private static async Task<JsonElement> GetAsync(ServerProcess server, string token, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await server.Http.SendAsync(request, cancellationToken);
        return await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    /// <summary>Each buyer asked something ten minutes ago, and nobody has answered.</summary>
    private static string Asked() =>
        """
            INSERT INTO messages (conversation_id, sequence, revision, sender_id, client_message_id, type, content, digest, created_at)
            SELECT c.id, 1, 1, p.user_id, 'asked', 1, '你好，请问这件外套还有 M 码的吗？', zeroblob(16), c.updated_at - 600000
            FROM conversations c JOIN participants p ON p.conversation_id = c.id WHERE p.user_id LIKE 'buyer-%';
            UPDATE conversations SET last_sequence = 1, revision = 1, updated_at = updated_at - 600000, created_at = created_at - 700000,
                waiting_sequence = 1, waiting_since = updated_at - 600000,
                waiting_user_id = (SELECT m.sender_id FROM messages m WHERE m.conversation_id = conversations.id);
            UPDATE participants SET unread_count = 1 WHERE user_id LIKE 'merchant-%';
            """;
}
