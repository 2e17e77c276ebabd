namespace LiveChat.EndToEndTests.Support;

/// <summary>One browser and one server for all tests; each test brings its own people and its own browser context.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const float DeadlineMs = 10_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private LiveServer? _server;

    public IBrowser Browser => _browser ?? throw new InvalidOperationException("The browser has not been started.");

    public LiveServer Server => _server ?? throw new InvalidOperationException("The server has not been started.");

    public async Task InitializeAsync()
    {
        if (Chromium.MissingReason is { } reason)
        {
            if (Chromium.IsRequired)
                throw new InvalidOperationException($"{reason} LIVECHAT_TEST_REQUIRE=all asks for these tests.");
            return;
        }

        SetDefaultExpectTimeout(DeadlineMs);
        _server = await LiveServer.StartNewAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = Chromium.ExecutablePath, Args = Chromium.Arguments }
        );
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
    }
}

[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserFixture>
{
    public const string Name = "browser";
}
