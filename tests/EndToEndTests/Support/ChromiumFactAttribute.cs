namespace LiveChat.EndToEndTests.Support;

/// <summary>A test in a real browser. Without one it is skipped, or fails with the reason under <c>LIVECHAT_TEST_REQUIRE=all</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (!Chromium.IsRequired)
            Skip = Chromium.MissingReason;
    }
}
