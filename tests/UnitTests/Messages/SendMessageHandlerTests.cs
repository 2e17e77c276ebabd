using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Conversations;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Messages;

public class SendMessageHandlerTests
{
    private static readonly IMediaUrls Urls = Substitute.For<IMediaUrls>();

    private readonly Conversation _conversation = ConversationFactory.Create();
    private readonly FakeTimeProvider _clock = new(Times.Start);

    private IConversationStore StoreWith(params Message[] messages) => ConversationStoreFactory.Create([_conversation], messages);

    private Task<Result<SentMessage>> Send(IConversationStore store, SendMessageCommand command) =>
        new SendMessageHandler(new InlineConversationWriter(store), Urls, new ConversationClock(_clock)).Handle(
            command,
            CancellationToken.None
        );

    private static void AssertNothingStored(IConversationStore store) => store.DidNotReceiveWithAnyArgs().Add(default(MessageView)!);

    [Fact]
    public async Task Handle_WhenMemberSends_ShouldStoreAndReturnTheMessage()
    {
        var store = StoreWith();
        _clock.Advance(TimeSpan.FromMinutes(1));

        var sent = (await Send(store, MessageFactory.Command(content: "你好 \n"))).Value;

        Assert.True(sent.IsNew);
        Assert.Equal(
            (ConversationStoreFactory.FirstMessageId, 7, 1, 1),
            (sent.Message.Id, sent.Message.ConversationId, sent.Message.Sequence, sent.Message.Revision)
        );
        Assert.Equal(
            ("b1", "c-1", MessageType.Text, "你好"),
            (sent.Message.SenderId, sent.Message.ClientMessageId, sent.Message.Type, sent.Message.Content)
        );
        Assert.Equal(Times.Start.AddMinutes(1), sent.Message.CreatedAt);
        Assert.IsType<MessagePosted>(Assert.Single(_conversation.TakeEvents()));
    }

    [Theory]
    [InlineData("b2", 7)]
    [InlineData("b1", 8)]
    public async Task Handle_WhenStrangerOrNone_ShouldNotBeFound(string actor, long conversationId)
    {
        var store = StoreWith();

        var result = await Send(store, MessageFactory.Command(UserFactory.Actor(actor), conversationId));

        Assert.Same(ConversationErrors.NotFound, result.Error);
        AssertNothingStored(store);
    }

    [Fact]
    public async Task Handle_WhenSentAgain_ShouldReturnTheFirstMessage()
    {
        var store = StoreWith();
        var first = (await Send(store, MessageFactory.Command())).Value;
        _clock.Advance(TimeSpan.FromHours(1));

        var again = (await Send(store, MessageFactory.Command(content: "hello  "))).Value;

        Assert.Equal(new SentMessage(first.Message, IsNew: false), again);
        Assert.Equal((1, 1), (_conversation.LastSequence, _conversation.UnreadOf(UserFactory.MerchantId)));
        store.ReceivedWithAnyArgs(1).Add(default(MessageView)!);
    }

    [Fact]
    public async Task Handle_WhenSentAgainAfterARecall_ShouldReturnTheRecalledMessage()
    {
        var store = StoreWith(MessageFactory.Create(id: 100, content: "hello", recalledAt: Times.Start));

        var again = (await Send(store, MessageFactory.Command(content: "hello"))).Value;

        Assert.Equal((100, "", Times.Start, false), (again.Message.Id, again.Message.Content, again.Message.RecalledAt, again.IsNew));
    }

    [Fact]
    public async Task Handle_WhenSentAgainAfterTheQuotedOneWasRecalled_ShouldReturnTheFirstWithAnEmptyQuote()
    {
        var store = StoreWith(
            MessageFactory.Create(id: 100, senderId: UserFactory.MerchantId, recalledAt: Times.Start),
            MessageFactory.Create(id: 101, sequence: 2, replyToId: 100)
        );

        var again = (await Send(store, MessageFactory.Command(replyToId: 100))).Value;

        Assert.Equal((101, "", false), (again.Message.Id, again.Message.ReplyTo!.Excerpt, again.IsNew));
    }

    [Theory]
    [InlineData("text", "other", null)]
    [InlineData("image", "hello", null)]
    [InlineData("text", "hello", 100L)]
    public async Task Handle_WhenTheSameIdCarriesAnotherMessage_ShouldBeAConflict(string type, string content, long? replyToId)
    {
        var store = StoreWith(MessageFactory.Create(id: 100));

        var result = await Send(store, MessageFactory.Command(type: type, content: content, replyToId: replyToId));

        Assert.Same(MessageErrors.ClientMessageIdReused, result.Error);
        Assert.Equal(ErrorKind.Conflict, result.Error!.Kind);
        AssertNothingStored(store);
    }

    [Fact]
    public async Task Handle_WhenAnotherMemberUsedTheSameId_ShouldBeANewMessage()
    {
        var store = StoreWith(MessageFactory.Create(senderId: UserFactory.MerchantId));

        Assert.True((await Send(store, MessageFactory.Command(content: "other"))).Value.IsNew);
    }

    [Fact]
    public async Task Handle_WhenQuoting_ShouldCarryTheExcerpt()
    {
        var store = StoreWith(MessageFactory.Create(id: 100, senderId: UserFactory.MerchantId, clientMessageId: "q-1", content: "quoted"));

        var sent = (await Send(store, MessageFactory.Command(replyToId: 100))).Value;

        Assert.Equal((100, "m1", "quoted"), (sent.Message.ReplyTo!.Id, sent.Message.ReplyTo.SenderId, sent.Message.ReplyTo.Excerpt));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(999)]
    public async Task Handle_WhenTheQuoteIsOfAnotherConversationOrNone_ShouldBeRefused(long replyToId)
    {
        var store = StoreWith(MessageFactory.Create(id: 100, conversationId: 8, clientMessageId: "q-1"));

        var result = await Send(store, MessageFactory.Command(replyToId: replyToId));

        Assert.Same(MessageErrors.QuotedNotFound, result.Error);
        Assert.Equal((ErrorKind.Validation, "ReplyToId"), (result.Error!.Kind, result.Error.Field));
        AssertNothingStored(store);
    }

    [Fact]
    public async Task Handle_WhenTheAttachmentIsUnknown_ShouldBeRefused()
    {
        var store = StoreWith();

        Assert.Same(MediaErrors.AttachmentNotFound, (await Send(store, MessageFactory.Command(type: "image", attachmentId: 1))).Error);
        AssertNothingStored(store);
    }

    [Fact]
    public async Task Handle_WhenTheSenderIsDisabled_ShouldBeForbidden()
    {
        var conversation = ConversationFactory.Create(
            participants:
            [
                ConversationFactory.Member(UserFactory.BuyerId, userStatus: UserStatus.Disabled),
                ConversationFactory.Member(UserFactory.MerchantId),
            ]
        );

        Assert.Same(
            ConversationErrors.SenderInactive,
            (await Send(ConversationStoreFactory.Create([conversation]), MessageFactory.Command())).Error
        );
    }

    [Fact]
    public async Task Handle_WhenTheWriterRunsItASecondTime_ShouldGiveTheSameAnswer()
    {
        var writer = new RepeatingConversationWriter(StoreWith(), ConversationStoreFactory.Create([ConversationFactory.Create()]));

        var sent = (
            await new SendMessageHandler(writer, Urls, new ConversationClock(_clock)).Handle(
                MessageFactory.Command(),
                CancellationToken.None
            )
        ).Value;

        Assert.Equal((true, 1), (sent.IsNew, sent.Message.Sequence));
    }

    /// <summary>
    /// Runs a mutation on one store, forgets what came of it, and runs it on another: what the writer does when a batch failed.
    /// </summary>
    private sealed class RepeatingConversationWriter(IConversationStore first, IConversationStore second) : IConversationWriter
    {
        public Task<Result<T>> WriteAsync<T>(
            Func<IConversationStore, Result<T>> mutation,
            ExpectedLookups expected,
            CancellationToken cancellationToken
        )
        {
            mutation(first);
            return Task.FromResult(mutation(second));
        }
    }
}
