namespace LiveChat.EndToEndTests.Support;

/// <summary>The second engine, for what depends on how an engine reads text. None is ever downloaded.</summary>
internal static class Firefox
{
    private const string PathVariable = "LIVECHAT_TEST_FIREFOX";

    private static readonly string[] Names = ["firefox-esr", "firefox"];

    public static string? ExecutablePath { get; } = Executables.Find(PathVariable, Names);

    public static string? MissingReason { get; } =
        ExecutablePath is null
            ? $"No Firefox was found. Install it (for example: apt-get install firefox-esr), or name its executable in {PathVariable}."
            : Chromium.WebClientMissingReason;
}

/// <summary>A test in Firefox. Without one it is skipped, or fails with the reason under <c>LIVECHAT_TEST_REQUIRE=all</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FirefoxFactAttribute : FactAttribute
{
    public FirefoxFactAttribute()
    {
        if (!Chromium.IsRequired)
            Skip = Firefox.MissingReason ?? Chromium.MissingReason;
    }
}
