namespace LiveChat.UnitTests.Common;

public class VisibleTextTests
{
    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n\u3000\u00A0")]
    [InlineData("\u200B")]
    [InlineData("\u200B \u200C\u200D\u2060\uFEFF")]
    [InlineData("\u2800")]
    [InlineData("\u3164")]
    [InlineData("\u115F\u1160\uFFA0")]
    [InlineData("\uFE0F")]
    [InlineData("\U000E0067\U000E007F")]
    [InlineData("\U000E0100")]
    [InlineData("\u00AD\u034F\u061C\u180E")]
    [InlineData("\u17B4\u17B5\u2061\u2064\u206F")]
    [InlineData("\u202E\u202C\u2066\u2069")]
    [InlineData("\u0001\u001B\u0085")]
    [InlineData("\U0001D159\U0001D173")]
    [InlineData("\u0301")]
    [InlineData(" \u0300\u0300\u0300")]
    [InlineData("\u20DD\u0E31\u0900")]
    public void IsIn_WhenNothingCanBeSeen_ShouldBeFalse(string text) => Assert.False(VisibleText.IsIn(text));

    [Theory]
    [InlineData("a")]
    [InlineData("\u200B.\u200B")]
    [InlineData("❤\uFE0F")]
    [InlineData("👨\u200D👩\u200D👧")]
    [InlineData("🏴\U000E0067\U000E0062\U000E007F")]
    [InlineData("e\u0301")]
    [InlineData("1\uFE0F\u20E3")]
    [InlineData("\u0E01\u0E31")]
    [InlineData("\u0600")]
    [InlineData("ㅤㄱ")]
    public void IsIn_WhenSomethingCanBeSeen_ShouldBeTrue(string text) => Assert.True(VisibleText.IsIn(text));

    [Theory]
    [InlineData("Rene\u0301e", "Renée")]
    [InlineData("\u1100\u1161\u11A8", "각")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("a\u0323\u0307", "ạ\u0307")]
    [InlineData("官方客服 plain", "官方客服 plain")]
    public void ToNormalForm_WhenSpelledApart_ShouldBeOne(string text, string expected)
    {
        Assert.Equal(expected, text.ToNormalForm());
        Assert.Equal(expected, expected.ToNormalForm());
    }
}
