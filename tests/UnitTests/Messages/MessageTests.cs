using System.Text;
using CsCheck;
using LiveChat.Domain.Messages;
using LiveChat.UnitTests.Common;

namespace LiveChat.UnitTests.Messages;

public class MessageTests
{
    private static readonly Gen<string> GenText = Gen.OneOfConst("a", "é", "药", "👋", "😀").Array[0, 160].Select(string.Concat);

    [Fact]
    public void Excerpt_WhenShort_ShouldBeTheWholeContent() =>
        Assert.Equal(new string('a', 100), MessageFactory.Create(content: new string('a', 100)).Excerpt());

    [Fact]
    public void Excerpt_WhenLong_ShouldBeItsFirstHundredCharacters() =>
        Assert.Equal(new string('a', 100), MessageFactory.Create(content: new string('a', 101)).Excerpt());

    [Fact]
    public void Excerpt_WhenAPairWouldBeCut_ShouldStopBeforeIt() =>
        Assert.Equal(new string('a', 99), MessageFactory.Create(content: new string('a', 99) + "👋b").Excerpt());

    [Fact]
    public void Excerpt_WhenAnyText_ShouldBeAWellFormedPrefix() => GenText.Sample(text =>
    {
        var excerpt = MessageFactory.Create(content: text).Excerpt();
        Assert.StartsWith(excerpt, text, StringComparison.Ordinal);
        Assert.InRange(excerpt.Length, Math.Min(text.Length, Message.MaxExcerptLength - 1), Message.MaxExcerptLength);
        Assert.Equal(excerpt, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(excerpt)));
    });

    [Theory]
    [InlineData(MessageType.Text, 5000)]
    [InlineData(MessageType.Image, 1000)]
    [InlineData(MessageType.File, 1000)]
    [InlineData(MessageType.Voice, 1000)]
    public void MaxContentLengthOf_WhenText_ShouldBeTheTextsElseTheCaptions(MessageType type, int expected) =>
        Assert.Equal(expected, Message.MaxContentLengthOf(type));

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    public void IsGone_WhenRecalledOrRemoved_ShouldBeTrue(bool isRecalled, bool isRemoved, bool expected) =>
        Assert.Equal(expected, MessageFactory.Create(recalledAt: isRecalled ? Times.Start : null, removedAt: isRemoved ? Times.Start : null).IsGone);
}
