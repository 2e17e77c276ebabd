using LiveChat.UnitTests.Conversations;
using LiveChat.UnitTests.Users;
using NSubstitute;

namespace LiveChat.UnitTests.Messages;

public class ListMessagesHandlerTests
{
    private static readonly MessagePageDto Page = new()
    {
        Count = 0,
        Results = [],
        HasMore = false,
    };

    private readonly IMessageReader _messages = Substitute.For<IMessageReader>();

    [Theory]
    [InlineData(null, null, null, 50)]
    [InlineData(9L, null, 10, 10)]
    [InlineData(null, 0L, 200, 200)]
    public async Task Handle_WhenBySequence_ShouldPassTheBoundsAndDefaultTheLimit(long? before, long? after, int? limit, int expectedLimit)
    {
        _messages
            .PageAsync(UserFactory.Actor(), ConversationFactory.Id, before, after, expectedLimit, Arg.Any<CancellationToken>())
            .Returns(Page);

        var result = await new ListMessagesHandler(_messages).Handle(
            new ListMessagesQuery(UserFactory.Actor(), 7, before, after, null, null, limit),
            CancellationToken.None
        );

        Assert.Same(Page, result.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(12)]
    public async Task Handle_WhenByRevision_ShouldAskForTheChanges(long sinceRevision)
    {
        _messages.ChangesAsync(UserFactory.Actor(), ConversationFactory.Id, sinceRevision, 50, Arg.Any<CancellationToken>()).Returns(Page);

        var result = await new ListMessagesHandler(_messages).Handle(
            new ListMessagesQuery(UserFactory.Actor(), 7, null, null, null, sinceRevision, null),
            CancellationToken.None
        );

        Assert.Same(Page, result.Value);
    }

    [Fact]
    public async Task Handle_WhenAroundAMessage_ShouldAskForItsSurroundings()
    {
        _messages
            .AroundAsync(UserFactory.Actor(), ConversationFactory.Id, new MessageId(12), 20, Arg.Any<CancellationToken>())
            .Returns(Page);

        var result = await new ListMessagesHandler(_messages).Handle(
            new ListMessagesQuery(UserFactory.Actor(), 7, null, null, 12, null, 20),
            CancellationToken.None
        );

        Assert.Same(Page, result.Value);
    }

    [Fact]
    public async Task Handle_WhenTheMessageIsNotThere_ShouldSayThatItIsTheMessage()
    {
        var result = await new ListMessagesHandler(_messages).Handle(
            new ListMessagesQuery(UserFactory.Actor(), 7, null, null, 12, null, null),
            CancellationToken.None
        );

        Assert.Same(MessageErrors.NotFound, result.Error);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(3L)]
    public async Task Handle_WhenTheActorMayNotSeeIt_ShouldNotBeFound(long? sinceRevision)
    {
        var result = await new ListMessagesHandler(_messages).Handle(
            new ListMessagesQuery(UserFactory.Actor(), 7, null, null, null, sinceRevision, null),
            CancellationToken.None
        );

        Assert.Same(ConversationErrors.NotFound, result.Error);
    }
}
