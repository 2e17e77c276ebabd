using LiveChat.UnitTests.Common;

namespace LiveChat.UnitTests.Messages;

public class MessageDtoTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void From_WhenGone_ShouldHaveNeitherContentNorQuote(bool isRecalled)
    {
        var message = MessageFactory.Create(
            replyToId: 99,
            recalledAt: isRecalled ? Times.Start : null,
            removedAt: isRecalled ? null : Times.Start
        );

        var dto = MessageDto.From(message, Quote.Of(MessageFactory.Create(id: 99), null), null);

        Assert.Equal(("", null, null), (dto.Content, dto.ReplyTo, dto.Attachment));
        Assert.Equal((message.RecalledAt, message.RemovedAt), (dto.RecalledAt, dto.RemovedAt));
    }

    [Fact]
    public void From_WhenItQuotes_ShouldShowTheQuote()
    {
        var dto = MessageDto.From(MessageFactory.Create(replyToId: 99), Quote.Of(MessageFactory.Create(id: 99), null), null);

        Assert.Equal(new QuoteDto(99, "b1", "hello"), dto.ReplyTo);
    }
}
