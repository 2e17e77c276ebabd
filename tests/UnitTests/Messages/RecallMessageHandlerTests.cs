using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Conversations;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Messages;

public class RecallMessageHandlerTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    private readonly FakeTimeProvider _clock = new(Times.Start);

    private Task<Result<MessageDto>> Recall(IConversationStore store, Actor? actor = null, long messageId = 100) =>
        new RecallMessageHandler(
            new InlineConversationWriter(store),
            new ChatOptions { RecallWindow = Window },
            Substitute.For<IMediaUrls>(),
            _clock
        ).Handle(new RecallMessageCommand(actor ?? UserFactory.Actor(), messageId), CancellationToken.None);

    private static IConversationStore StoreWith(params Message[] messages) =>
        ConversationStoreFactory.Create([ConversationFactory.Create(lastSequence: 2, revision: 2)], messages);

    [Fact]
    public async Task Handle_WhenOwnAndInTime_ShouldStoreAndReturnTheEmptiedMessage()
    {
        var store = StoreWith(MessageFactory.Create(id: 100, replyToId: 99), MessageFactory.Create(id: 99));
        _clock.Advance(Window);

        var recalled = (await Recall(store)).Value;

        Assert.Equal((100, "", Times.Start + Window, 3), (recalled.Id, recalled.Content, recalled.RecalledAt, recalled.Revision));
        Assert.Null(recalled.ReplyTo);
        store.Received(1).Update(Arg.Is<MessageView>(v => v.Message.Id == new MessageId(100) && v.Message.IsGone));
    }

    [Fact]
    public async Task Handle_WhenRecalledAlready_ShouldReturnItAndStoreNothing()
    {
        var store = StoreWith(MessageFactory.Create(id: 100, revision: 2, recalledAt: Times.Start));
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal((Times.Start, 2), ((await Recall(store)).Value.RecalledAt, (await Recall(store)).Value.Revision));
        store.DidNotReceiveWithAnyArgs().Update(default!);
    }

    [Fact]
    public async Task Handle_WhenLate_ShouldBeAConflictAndStoreNothing()
    {
        var store = StoreWith(MessageFactory.Create(id: 100));
        _clock.Advance(Window + TimeSpan.FromMilliseconds(1));

        Assert.Equal((ErrorKind.Conflict, "Message.RecallWindowPassed"), Of((await Recall(store)).Error));
        store.DidNotReceiveWithAnyArgs().Update(default!);
    }

    [Fact]
    public async Task Handle_WhenAnotherMembersMessage_ShouldBeForbidden() =>
        Assert.Same(
            MessageErrors.NotTheSender,
            (await Recall(StoreWith(MessageFactory.Create(id: 100, senderId: UserFactory.MerchantId)))).Error
        );

    [Fact]
    public async Task Handle_WhenStranger_ShouldNotBeFound() =>
        Assert.Same(MessageErrors.NotFound, (await Recall(StoreWith(MessageFactory.Create(id: 100)), UserFactory.Actor("b2"))).Error);

    [Fact]
    public async Task Handle_WhenThereIsNone_ShouldNotBeFound() => Assert.Same(MessageErrors.NotFound, (await Recall(StoreWith())).Error);

    private static (ErrorKind Kind, string Name) Of(Error? error) => (error!.Kind, error.Name);
}
