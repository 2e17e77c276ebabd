using System.Text;
using CsCheck;
using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Messages;

public class QuoteTests
{
    private static readonly Gen<string> GenText = Gen.OneOfConst("a", "é", "药", "👋", "😀").Array[1, 160].Select(string.Concat);

    /// <summary>So long that all but the last unit of a character would still find room.</summary>
    private static string Before(string character) => new('a', Quote.MaxExcerptLength + 1 - character.Length);

    private static string ExcerptOf(string content) => Quote.Of(MessageFactory.Create(content: content), null).Excerpt;

    [Fact]
    public void Of_WhenShort_ShouldBeTheWholeContent() => Assert.Equal(new string('a', 100), ExcerptOf(new string('a', 100)));

    [Fact]
    public void Of_WhenLong_ShouldBeItsFirstHundredCharacters() => Assert.Equal(new string('a', 100), ExcerptOf(new string('a', 101)));

    [Fact]
    public void Of_WhenAPairWouldBeCut_ShouldStopBeforeIt() => Assert.Equal(new string('a', 99), ExcerptOf(new string('a', 99) + "👋b"));

    [Theory]
    [InlineData("👨‍👩‍👧‍👦")]
    [InlineData("👍🏽")]
    [InlineData("🇨🇳")]
    [InlineData("e\u0301")]
    public void Of_WhenACharacterOfSeveralPartsWouldBeCut_ShouldStopBeforeIt(string character) =>
        Assert.Equal(Before(character), ExcerptOf(Before(character) + character + "b"));

    [Fact]
    public void Of_WhenOneCharacterIsLongerThanAnExcerpt_ShouldStillShowSomething() =>
        Assert.Equal(100, ExcerptOf("a" + new string('\u0301', 200)).Length);

    [Fact]
    public void Of_WhenAnyText_ShouldBeAWellFormedPrefix() =>
        GenText.Sample(text =>
        {
            var excerpt = ExcerptOf(text);
            Assert.StartsWith(excerpt, text, StringComparison.Ordinal);
            Assert.InRange(excerpt.Length, Math.Min(text.Length, Quote.MaxExcerptLength - 1), Quote.MaxExcerptLength);
            Assert.Equal(excerpt, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(excerpt)));
        });

    [Theory]
    [InlineData(MessageType.Image, "a.png", "", "[图片]")]
    [InlineData(MessageType.Voice, "a.webm", "", "[语音]")]
    [InlineData(MessageType.File, "报价单.pdf", "", "报价单.pdf")]
    [InlineData(MessageType.Image, "a.png", "a caption", "a caption")]
    [InlineData(MessageType.File, "报价单.pdf", "a caption", "a caption")]
    public void Of_WhenItCarriesAFile_ShouldSayTheCaptionOrWhatItIs(MessageType type, string name, string caption, string expected)
    {
        var file = FileName.From(name);
        var attachment = Attachment.Create(
            UserFactory.BuyerId,
            file,
            FileFormat.OfExtension(file.Extension)!,
            1,
            null,
            null,
            new string('0', 32),
            Times.Start
        );

        Assert.Equal(expected, Quote.Of(MessageFactory.Create(type: type, content: caption), attachment).Excerpt);
        Assert.Equal("", Quote.Of(MessageFactory.Create(type: type, content: caption, recalledAt: Times.Start), attachment).Excerpt);
    }

    [Fact]
    public void Of_WhenRemoved_ShouldBeEmptyAndStillSayWhose() =>
        Assert.Equal(
            new Quote(new MessageId(99), UserFactory.BuyerId, ""),
            Quote.Of(MessageFactory.Create(id: 99, removedAt: Times.Start), null)
        );
}
