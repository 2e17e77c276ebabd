namespace LiveChat.EndToEndTests.Support;

/// <summary>The browser of this machine. None is ever downloaded.</summary>
internal static class Chromium
{
    private const string PathVariable = "LIVECHAT_TEST_CHROMIUM";
    private const string RequireVariable = "LIVECHAT_TEST_REQUIRE";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>Without the sandbox, because containers run as root; without anything that calls home.</summary>
    public static readonly string[] Arguments =
    [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // A microphone that hums, and nobody to ask whether it may be used.
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
    ];

    public static string? ExecutablePath { get; } = Executables.Find(PathVariable, Names);

    /// <summary>Whether a missing browser fails the tests instead of skipping them.</summary>
    public static bool IsRequired { get; } = Environment.GetEnvironmentVariable(RequireVariable) == "all";

    public static string? WebClientMissingReason =>
        File.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot", "index.html"))
            ? null
            : "The web client is not built. Install Node.js 20.19 or later and build again.";

    /// <summary>Why browser tests can't run here, or null.</summary>
    public static string? MissingReason { get; } =
        ExecutablePath is null
            ? $"No Chromium was found. Install it (for example: apt-get install chromium), or name its executable in {PathVariable}."
            : WebClientMissingReason;
}
