using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.EndToEndTests.Support;
using Microsoft.Playwright;

namespace LiveChat.Bench;

/// <summary>
/// The console's live list in a browser, with 5,000 conversations in which people write all the time: the time of each frame while it is
/// scrolled up and down, and whether at the end, without a reload, each row says what the server says.
/// </summary>
internal static class ConsoleScenario
{
    private const int Conversations = 5_000;
    private const int DefaultRate = 50;
    private const int PageSize = 100;

    /// <summary>
    /// Scrolls by half a screen in each frame, down to the end and up again, for that long; gives each frame's time in milliseconds.
    /// </summary>
    private const string Scroll = """
        async seconds => {
          window.longTasks = [];
          new PerformanceObserver(list => list.getEntries().forEach(entry => window.longTasks.push(entry.duration)))
            .observe({ type: 'longtask' });
          const list = document.querySelector('[data-testid=conversation-list]');
          const times = [];
          let down = true;
          let before = await new Promise(requestAnimationFrame);
          for (const end = before + seconds * 1000; before < end;) {
            const was = list.scrollTop;
            list.scrollTop += (down ? 1 : -1) * list.clientHeight / 2;
            if (list.scrollTop === was) down = !down;
            const now = await new Promise(requestAnimationFrame);
            times.push(now - before);
            before = now;
          }
          return times;
        }
        """;

    private const string LongTasks = "() => window.longTasks";

    /// <summary>Goes through the whole list and reads each row: what it shows last, who waits, and how much each side has unread.</summary>
    private const string ReadRows = """
        async () => {
          const list = document.querySelector('[data-testid=conversation-list]');
          const rows = {};
          list.scrollTop = 0;
          for (let tries = 0; tries < 3;) {
            await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            for (const row of list.querySelectorAll('[data-conversation-id]'))
              rows[row.dataset.conversationId] = [
                row.querySelector('.preview').textContent,
                row.querySelector('[data-testid=waiting]') !== null,
                ...[...row.querySelectorAll('[data-testid=unread-badge]')]
                  .map(badge => `${badge.dataset.userId} ${badge.textContent.replace(/\D/g, '')}`)
                  .sort(),
              ].join('|');
            const was = list.scrollTop;
            list.scrollTop += list.clientHeight / 2;
            tries = list.scrollTop === was ? tries + 1 : 0;
          }
          return rows;
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
        var busyBefore = await BusySecondsAsync(devtools);
        var heapBefore = await HeapAsync(devtools);
        var traffic = new Traffic(server, pairs);
        var running = traffic.RunAsync(rate, options.Seconds, cancellationToken);
        var times = (await page.EvaluateAsync<double[]>(Scroll, options.Seconds)).Order().ToList();
        await running;
        var busy = await BusySecondsAsync(devtools) - busyBefore;
        var longTasks = await page.EvaluateAsync<double[]>(LongTasks);
        var heapAfter = await HeapAsync(devtools);

        // Conversations go on waiting, so the figure of those that have waited too long lies between what it was now and what it is later.
        var overview = await GetAsync(server, token, "/api/admin/overview", cancellationToken);
        // The last push has come and the figures were asked for once more.
        await Task.Delay(TimeSpan.FromSeconds(4), cancellationToken);
        var readAt = DateTimeOffset.UtcNow;
        var shown = await page.EvaluateAsync<Dictionary<string, string>>(ReadRows);
        var wrongFigures = await WrongFiguresAsync(server, token, page, overview, cancellationToken);
        var stored = await RowsAsync(server, token, readAt, cancellationToken);
        return new Dictionary<string, object>
        {
            ["scenario"] = "console",
            ["target"] = target.Name,
            ["conversations"] = Conversations,
            ["rate"] = rate,
            ["p50_ms"] = Report.Percentile(times, 0.5),
            ["p99_ms"] = Report.Percentile(times, 0.99),
            ["longest_ms"] = Math.Round(times[^1], 1),
            ["long_tasks"] = longTasks.Length,
            ["longest_task_ms"] = longTasks.DefaultIfEmpty(0).Max(),
            ["heap_mb_before"] = heapBefore,
            ["heap_mb_after"] = heapAfter,
            ["server_mb"] = Math.Round(server.Memory / 1e6),
            ["page_busy"] = Math.Round(busy / options.Seconds, 2),
            ["rows"] = shown.Count,
            ["wrong_rows"] = stored.Count(row => shown.GetValueOrDefault(row.Key) != row.Value),
            ["wrong_figures"] = wrongFigures,
            ["failed_calls"] = traffic.Failures,
        };
    }

    /// <summary>What the page's scripts hold, in megabytes, without what nothing refers to any more.</summary>
    private static async Task<double> HeapAsync(ICDPSession devtools)
    {
        await devtools.SendAsync("HeapProfiler.collectGarbage");
        var usage = await devtools.SendAsync("Runtime.getHeapUsage");
        return Math.Round(usage!.Value.GetProperty("usedSize").GetDouble() / 1e6, 1);
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

    /// <summary>How long the page's main thread has worked, in seconds.</summary>
    private static async Task<double> BusySecondsAsync(ICDPSession devtools) =>
        (await devtools.SendAsync("Performance.getMetrics"))!
            .Value.GetProperty("metrics")
            .EnumerateArray()
            .Single(m => m.GetProperty("name").GetString() == "TaskDuration")
            .GetProperty("value")
            .GetDouble();

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

    /// <summary>What each row should say, as <see cref="ReadRows"/> reads it.</summary>
    /// <param name="readAt">When the page was read.</param>
    private static async Task<Dictionary<string, string>> RowsAsync(
        ServerProcess server,
        string token,
        DateTimeOffset readAt,
        CancellationToken cancellationToken
    )
    {
        var rows = new Dictionary<string, string>();
        for (var number = 1; number <= Conversations / PageSize; number++)
        {
            var list = await GetAsync(server, token, $"/api/conversations?page={number}&page_size={PageSize}", cancellationToken);
            foreach (var conversation in list.GetProperty("results").EnumerateArray())
            {
                var last = conversation.GetProperty("last_message");
                var isGone = last.GetProperty("recalled_at").ValueKind != JsonValueKind.Null;
                var since = conversation.GetProperty("waiting_since");
                // The row says that somebody waits once the oldest unanswered question is three minutes old. Later questions of the
                // same person do not start the time anew.
                var waits = since.ValueKind != JsonValueKind.Null && since.GetDateTimeOffset() < readAt.AddMinutes(-3);
                var unread = conversation
                    .GetProperty("participants")
                    .EnumerateArray()
                    .Where(p => p.GetProperty("unread_count").GetInt32() > 0)
                    .Select(p => $"{p.GetProperty("user").GetProperty("id").GetString()} {p.GetProperty("unread_count").GetInt32()}")
                    .Order(StringComparer.Ordinal);
                rows[$"{conversation.GetProperty("id").GetInt64()}"] = string.Join(
                    '|',
                    [isGone ? "消息已撤回" : last.GetProperty("content").GetString()!, waits ? "true" : "false", .. unread]
                );
            }
        }

        return rows;
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
