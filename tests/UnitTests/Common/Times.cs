namespace LiveChat.UnitTests.Common;

internal static class Times
{
    public static readonly DateTimeOffset Start = new(2025, 11, 2, 9, 48, 53, 120, TimeSpan.Zero);
}
