using System.Globalization;
using System.Text;
using CsCheck;

namespace LiveChat.UnitTests.Media;

public class FileNameTests
{
    private static readonly Gen<string> GenName = Gen.OneOfConst(
            "a",
            "名",
            "é",
            "e\u0301",
            "👋",
            "👨‍👩‍👧",
            ".",
            "..",
            " ",
            "/",
            "\\",
            ":",
            "<",
            "\u0001",
            "\u202E",
            "\u2067",
            "png",
            ".pdf"
        )
        .Array[0, 150]
        .Select(string.Concat);

    [Theory]
    [InlineData("a.png", "a.png", "png")]
    [InlineData("报价单 2026.PDF", "报价单 2026.PDF", "PDF")]
    [InlineData("../../etc/passwd.txt", "passwd.txt", "txt")]
    [InlineData("C:\\Users\\me\\x.pdf", "x.pdf", "pdf")]
    [InlineData("dir/", "_", "")]
    [InlineData("", "_", "")]
    [InlineData(".", "_", "")]
    [InlineData(".png", "_.png", "png")]
    [InlineData("a..b...png", "a.b.png", "png")]
    [InlineData("a.png. . ", "a.png", "png")]
    [InlineData("a.png.html", "a.png.html", "html")]
    [InlineData("a.png:stream", "a.png_stream", "png_stream")]
    [InlineData("a<b>|?*\".txt", "a_b_____.txt", "txt")]
    [InlineData("gnp.\u202Elmth.png", "gnp._lmth.png", "png")]
    [InlineData("a\u200E\u200F\u061C\u2066.png", "a____.png", "png")]
    [InlineData("a\u200Bb\u2028c\uFEFFd\u00ADe.png", "a_b_c_d_e.png", "png")]
    [InlineData("👨\u200D👩\u200D👧.png", "👨\u200D👩\u200D👧.png", "png")]
    [InlineData("a\r\n\t\u007F\u0085.png", "a_____.png", "png")]
    public void From_WhenGivenAName_ShouldMakeItHarmless(string given, string value, string extension)
    {
        var name = FileName.From(given);

        Assert.Equal((value, extension), (name.Value, name.Extension));
    }

    [Theory]
    [InlineData("a", 96, 96)]
    [InlineData("a", 97, 96)]
    [InlineData("名", 65, 65)]
    [InlineData("名", 66, 65)]
    [InlineData("👋", 60, 48)]
    public void From_WhenLong_ShouldKeepAsMuchAsFitsAndTheExtension(string letter, int count, int kept) =>
        Assert.Equal(
            string.Concat(Enumerable.Repeat(letter, kept)) + ".pdf",
            FileName.From(string.Concat(Enumerable.Repeat(letter, count)) + ".pdf").Value
        );

    [Fact]
    public void From_WhenCutAtADot_ShouldNotDoubleIt() =>
        Assert.Equal(new string('a', 95) + ".pdf", FileName.From(new string('a', 95) + ".bc.pdf").Value);

    [Fact]
    public void From_WhenAFamilyWouldBeTornApart_ShouldLeaveItOut()
    {
        var name = FileName.From(new string('a', 92) + "👨‍👩‍👧.pdf").Value;

        Assert.Equal(new string('a', 92) + ".pdf", name);
    }

    [Fact]
    public void From_WhenAnyName_ShouldBeASegmentThatFitsAndChangesNoMore() =>
        GenName.Sample(given =>
        {
            var name = FileName.From(given);

            Assert.InRange(name.Value.Length, 1, int.MaxValue);
            Assert.True(
                name.Extension.Length > 90
                    || (name.Value.Length <= FileName.MaxLength && Encoding.UTF8.GetByteCount(name.Value) <= FileName.MaxBytes),
                name.Value
            );
            Assert.DoesNotContain(name.Value, c => char.IsControl(c) || "/\\<>:\"|?*\u202E\u2067".Contains(c, StringComparison.Ordinal));
            Assert.DoesNotContain("..", name.Value, StringComparison.Ordinal);
            Assert.NotEqual('.', name.Value[^1]);
            Assert.Equal(name.Value, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name.Value)));
            Assert.Equal(name.Value, FileName.From(name.Value).Value);
        });
}
