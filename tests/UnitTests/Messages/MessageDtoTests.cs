using LiveChat.Application.Messages;
using LiveChat.UnitTests.Common;

namespace LiveChat.UnitTests.Messages;

public class MessageDtoTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void From_WhenGone_ShouldHaveNeitherContentNorQuote(bool isRecalled)
    {
        var message = MessageFactory.Create(replyToId: 99, recalledAt: isRecalled ? Times.Start : null, removedAt: isRecalled ? null : Times.Start);

        var dto = MessageDto.From(message, MessageFactory.Create(id: 99));

        Assert.Equal(("", null, null), (dto.Content, dto.ReplyTo, dto.Attachment));
        Assert.Equal((message.RecalledAt, message.RemovedAt), (dto.RecalledAt, dto.RemovedAt));
    }

    [Fact]
    public void From_WhenTheQuotedOneIsGone_ShouldQuoteItEmpty()
    {
        var dto = MessageDto.From(MessageFactory.Create(replyToId: 99), MessageFactory.Create(id: 99, removedAt: Times.Start));

        Assert.Equal(new QuoteDto(99, "b1", ""), dto.ReplyTo);
    }

    [Fact]
    public void From_WhenTheQuotedOneIsLong_ShouldQuoteItsExcerpt()
    {
        var dto = MessageDto.From(MessageFactory.Create(replyToId: 99), MessageFactory.Create(id: 99, content: new string('长', 300)));

        Assert.Equal(new string('长', 100), dto.ReplyTo!.Excerpt);
    }
}
