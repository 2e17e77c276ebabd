using System.Globalization;

namespace LiveChat.EndToEndTests.Support;

/// <summary>How much the heavy tests do: <c>LIVECHAT_TEST_SCALE</c>, 1 for the full figures, 0.05 for every day.</summary>
internal static class Scale
{
    private static readonly double Factor = double.Parse(
        Environment.GetEnvironmentVariable("LIVECHAT_TEST_SCALE") ?? "0.05",
        CultureInfo.InvariantCulture
    );

    /// <param name="full">How many at scale 1.</param>
    public static int Of(int full, int atLeast = 1) => Math.Max(atLeast, (int)(full * Factor));
}
