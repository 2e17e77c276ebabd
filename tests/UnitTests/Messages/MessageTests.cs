using LiveChat.UnitTests.Common;

namespace LiveChat.UnitTests.Messages;

public class MessageTests
{
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
        Assert.Equal(
            expected,
            MessageFactory.Create(recalledAt: isRecalled ? Times.Start : null, removedAt: isRemoved ? Times.Start : null).IsGone
        );
}
