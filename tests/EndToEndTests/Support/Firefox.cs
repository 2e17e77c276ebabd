using System.Diagnostics;

namespace LiveChat.EndToEndTests.Support;

/// <summary>The Firefox of this machine, driven by a script of the web client's folder. None is ever downloaded.</summary>
internal static class Firefox
{
    private const string PathVariable = "LIVECHAT_TEST_FIREFOX";

    private static readonly string WebClient = Path.Combine(Repository.Root, "src", "WebClient");

    private static readonly string? ExecutablePath = Executables.Find(PathVariable, ["firefox-esr", "firefox"]);

    private static readonly string? Node = Executables.Find("LIVECHAT_TEST_NODE", ["node"]);

    /// <summary>Why tests in Firefox can't run here, or null.</summary>
    public static string? MissingReason { get; } =
        ExecutablePath is null
            ? $"No Firefox was found. Install it (for example: apt-get install firefox-esr), or name its executable in {PathVariable}."
        : Node is null || !Directory.Exists(Path.Combine(WebClient, "node_modules", "puppeteer-core"))
            ? "The web client's packages are not installed: run npm ci in src/WebClient with Node.js 20.19 or later."
        : null;

    /// <summary>Opens a chat, waits for its last message, answers it and waits until the answer is stored.</summary>
    /// <exception cref="InvalidOperationException">The page did not get that far within a minute; the message says where it
    /// stopped.</exception>
    public static async Task AnswerAsync(string address, string lastMessage, string answer)
    {
        Assert.Null(MissingReason);
        using var node = Process.Start(
            new ProcessStartInfo(Node!, [Path.Combine("soak", "readInFirefox.js"), ExecutablePath!, address, lastMessage, answer])
            {
                WorkingDirectory = WebClient,
                RedirectStandardError = true,
            }
        )!;
        var said = await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        if (node.ExitCode != 0)
            throw new InvalidOperationException(said);
    }
}

/// <summary>A test in Firefox. Without it it is skipped, or fails with the reason under <c>LIVECHAT_TEST_REQUIRE=all</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FirefoxFactAttribute : FactAttribute
{
    public FirefoxFactAttribute()
    {
        if (!Chromium.IsRequired)
            Skip = Chromium.MissingReason ?? Firefox.MissingReason;
    }
}
