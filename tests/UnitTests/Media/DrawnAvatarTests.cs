using System.Globalization;
using System.Xml.Linq;
using CsCheck;
using LiveChat.Infrastructure.Media;

namespace LiveChat.UnitTests.Media;

public class DrawnAvatarTests
{
    private static readonly Gen<string> GenUsername = Gen.OneOfConst(
            "a",
            "é",
            "ß",
            "药",
            "/",
            ".",
            "%",
            "<",
            "&",
            "\"",
            " ",
            "e\u0301",
            "👋",
            "👨\u200D👩\u200D👧\u200D👦",
            "👨🏻\u200D👩🏻\u200D👧🏻\u200D👦🏻",
            "🇨🇳",
            "\u0301",
            "\u0001",
            "\uFFFE"
        )
        .Array[1, 50]
        .Select(string.Concat)
        .Where(name => name.Trim().Length is > 0 and <= 50);

    private static string? DrawPath(string path)
    {
        var parts = path[DrawnAvatar.Prefix.Length..].Split('/');
        Assert.Equal(2, parts.Length);
        Assert.EndsWith(".svg", parts[1], StringComparison.Ordinal);
        return DrawnAvatar.Draw(int.Parse(parts[0], CultureInfo.InvariantCulture), Uri.UnescapeDataString(parts[1][..^4]));
    }

    [Theory]
    [InlineData("保安堂药房", "保")]
    [InlineData("admin", "A")]
    [InlineData(" éclair", "É")]
    [InlineData("👨\u200D👩\u200D👧\u200D👦 family", "👨\u200D👩\u200D👧\u200D👦")]
    [InlineData("【旗舰店】保和堂", "旗")]
    [InlineData("(42) b", "4")]
    [InlineData("\u202Eabc", "A")]
    [InlineData("\uFEFF\u200B药", "药")]
    [InlineData("/x", "X")]
    [InlineData("...", ".")]
    public void PathOf_WhenDrawn_ShouldShowTheInitial(string username, string initial)
    {
        var svg = XElement.Parse(DrawPath(DrawnAvatar.PathOf("b1", username))!);

        Assert.Equal(initial, svg.Value);
    }

    [Theory]
    [InlineData("👨🏻\u200D👩🏻\u200D👧🏻\u200D👦🏻", "👨")]
    [InlineData("\u0001", "?")]
    [InlineData("\u200B\u200D", "?")]
    [InlineData("//", "?")]
    public void PathOf_WhenTheInitialCanNotBeDrawn_ShouldShowSomethingInItsPlace(string username, string initial) =>
        Assert.Equal(initial, XElement.Parse(DrawPath(DrawnAvatar.PathOf("b1", username))!).Value);

    [Fact]
    public void PathOf_WhenAnyName_ShouldAlwaysLeadToADrawing() =>
        GenUsername.Sample(username => XElement.Parse(DrawPath(DrawnAvatar.PathOf("b1", username))!).Value.Length > 0, iter: 1000);

    [Fact]
    public void PathOf_WhenTheIdIsTheSame_ShouldHaveTheSameColourEverywhere()
    {
        Assert.Equal("/media/avatars/drawn/0/A.svg", DrawnAvatar.PathOf("b1", "anna"));
        Assert.StartsWith("/media/avatars/drawn/0/", DrawnAvatar.PathOf("b1", "renamed"), StringComparison.Ordinal);
    }

    [Fact]
    public void PathOf_WhenIdsDiffer_ShouldUseManyColours() =>
        Assert.InRange(Enumerable.Range(1, 100).Select(n => DrawnAvatar.PathOf($"b{n}", "a")).Distinct().Count(), 8, 12);

    [Theory]
    [InlineData("<", "&lt;")]
    [InlineData("&", "&amp;")]
    [InlineData("\"", "&quot;")]
    public void Draw_WhenTheInitialIsMarkup_ShouldEscapeIt(string initial, string escaped)
    {
        var svg = DrawnAvatar.Draw(0, initial)!;

        Assert.Contains($">{escaped}</text>", svg, StringComparison.Ordinal);
        Assert.Equal(initial, XElement.Parse(svg).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("保安")]
    [InlineData("👋👋")]
    [InlineData("<script>")]
    [InlineData("\u0001")]
    public void Draw_WhenNotOneGrapheme_ShouldBeNothing(string initial) => Assert.Null(DrawnAvatar.Draw(0, initial));

    [Fact]
    public void Draw_WhenOneGraphemeIsEndless_ShouldBeNothing() => Assert.Null(DrawnAvatar.Draw(0, "e" + new string('\u0301', 1000)));

    [Theory]
    [InlineData(-1)]
    [InlineData(12)]
    [InlineData(int.MaxValue)]
    public void Draw_WhenThereIsNoSuchColour_ShouldBeNothing(int colour) => Assert.Null(DrawnAvatar.Draw(colour, "a"));
}
