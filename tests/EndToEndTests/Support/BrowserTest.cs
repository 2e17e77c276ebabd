using System.Collections.Concurrent;

namespace LiveChat.EndToEndTests.Support;

/// <summary>
/// A test with windows of one browser. When it ends, no page may have thrown or complained in its console, which is also
/// where violations of the content security policy show.
/// </summary>
[Collection(BrowserTests.Name)]
public abstract class BrowserTest(BrowserFixture fixture) : IAsyncLifetime
{
    protected const string BuyerName = "保安堂药房";
    protected const string MerchantName = "保和堂医药集团";

    private readonly ConcurrentBag<string> _complaints = [];
    private IBrowserContext? _context;

    protected LiveServer Server => fixture.Server;

    /// <summary>All windows of a test are tabs of one browser, as they are for people who try the demo.</summary>
    protected IBrowserContext Context => _context ?? throw new InvalidOperationException("The test has not begun.");

    protected static BrowserNewContextOptions Phone =>
        new()
        {
            ViewportSize = new ViewportSize { Width = 390, Height = 844 },
            HasTouch = true,
            IsMobile = true,
        };

    protected virtual BrowserNewContextOptions Options =>
        new()
        {
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
        };

    protected IBrowser Browser => fixture.Browser;

    /// <summary>
    /// For a test that is refused or takes the server away: the browser itself notes failed requests. Nothing else is forgiven.
    /// </summary>
    protected bool MayFailRequests { get; set; }

    public async Task InitializeAsync()
    {
        var options = Options;
        options.Locale = "zh-CN";
        options.ReducedMotion = ReducedMotion.Reduce;
        _context = await fixture.Browser.NewContextAsync(options);
        _context.Page += (_, page) =>
        {
            page.PageError += (_, error) => _complaints.Add($"{page.Url} threw {error}");
            page.Console += (_, message) =>
            {
                if (message.Type is "error" or "warning")
                    _complaints.Add($"{page.Url} said: {message.Text}");
            };
        };
    }

    public async Task DisposeAsync()
    {
        if (_context is not null)
            await _context.CloseAsync();
        var unforgiven = _complaints.Where(complaint => !MayFailRequests || !IsFailedRequest(complaint)).ToList();
        if (unforgiven.Count > 0)
            Assert.Fail(string.Join(Environment.NewLine, unforgiven));
    }

    private static bool IsFailedRequest(string complaint) =>
        complaint.Contains("Failed to load resource", StringComparison.Ordinal)
        || complaint.Contains("WebSocket connection to", StringComparison.Ordinal)
        || complaint.Contains("WebSocket is already in CLOSING or CLOSED state", StringComparison.Ordinal)
        || complaint.Contains("error occurred when fetching the script", StringComparison.Ordinal);

    /// <summary>A part of the page that comes when the answer is set. A service worker would bring it from its own cache.</summary>
    protected async Task<TaskCompletionSource> HoldBackAsync(string file)
    {
        await Context.AddInitScriptAsync(
            "if (navigator.serviceWorker) navigator.serviceWorker.register = () => new Promise(() => undefined)"
        );
        var arrives = new TaskCompletionSource();
        await Context.RouteAsync(
            file,
            async route =>
            {
                await arrives.Task;
                await route.ContinueAsync();
            }
        );
        return arrives;
    }

    protected Task<ChatWindow> OpenChatAsync(Person person, Person? target = null) => OpenChatAsync(Server, person, target);

    protected async Task<ChatWindow> OpenChatAsync(LiveServer server, Person person, Person? target = null)
    {
        var window = new ChatWindow(await Context.NewPageAsync());
        await window.Page.GotoAsync($"{server.Url}/chat?user_id={person.Id}{(target is null ? "" : $"&target={target.Id}")}");
        await Expect(window.ConversationList).ToBeAttachedAsync();
        return window;
    }
}
