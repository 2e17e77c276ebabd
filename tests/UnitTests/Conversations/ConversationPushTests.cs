using LiveChat.UnitTests.Messages;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace LiveChat.UnitTests.Conversations;

public class ConversationPushTests
{
    private static readonly ConversationSnapshot Snapshot = new(
        ConversationFactory.Id,
        3,
        4,
        [new ParticipantSnapshot(UserFactory.BuyerId, 3, 0), new ParticipantSnapshot(UserFactory.MerchantId, 1, 2)]
    );

    private static readonly ConversationDto ForBuyer = ConversationDtoFactory.Create();
    private static readonly ConversationDto ForMerchant = ConversationDtoFactory.Create(unreadCount: 2);
    private static readonly ConversationDto ForWatchers = ConversationDtoFactory.Create(unreadCount: 0);

    private readonly IChatNotifier _notifier = Substitute.For<IChatNotifier>();
    private readonly IConversationReader _conversations = Substitute.For<IConversationReader>();

    private static bool IsBothMembers(IReadOnlyList<UserId> members) =>
        members.SequenceEqual([UserFactory.BuyerId, UserFactory.MerchantId]);

    private void ConversationIsSeen() =>
        _conversations
            .FindForPushAsync(ConversationFactory.Id, Arg.Any<CancellationToken>())
            .Returns(
                new ConversationViews(
                    new Dictionary<UserId, ConversationDto> { [UserFactory.BuyerId] = ForBuyer, [UserFactory.MerchantId] = ForMerchant },
                    ForWatchers
                )
            );

    [Fact]
    public async Task Push_WhenPosted_ShouldReachEveryMemberTheSenderIncluded()
    {
        var message = MessageFactory.Create(id: 101, sequence: 3, replyToId: 100);
        var quote = Quote.Of(MessageFactory.Create(id: 100, content: "quoted"), null);

        await new PushPostedMessage(_notifier, Substitute.For<IMediaUrls>(), NullLogger<PushPostedMessage>.Instance).PushAsync(
            new MessagePosted(Snapshot, new MessageView(message, quote))
        );

        await _notifier
            .Received(1)
            .MessageReceivedAsync(Arg.Is<IReadOnlyList<UserId>>(m => IsBothMembers(m)), MessageDto.From(message, quote, null));
    }

    [Fact]
    public async Task Push_WhenRecalled_ShouldReachEveryMemberAsAnUpdate()
    {
        var message = MessageFactory.Create(recalledAt: DateTimeOffset.UnixEpoch);

        await new PushRecalledMessage(_notifier, Substitute.For<IMediaUrls>(), NullLogger<PushRecalledMessage>.Instance).PushAsync(
            new MessageRecalled(Snapshot, new MessageView(message))
        );

        await _notifier
            .Received(1)
            .MessageUpdatedAsync(Arg.Is<IReadOnlyList<UserId>>(m => IsBothMembers(m)), MessageDto.From(message, null, null));
    }

    [Fact]
    public async Task Push_WhenRead_ShouldShowTheReceiptToEveryMember()
    {
        await new PushReadConversation(_notifier, NullLogger<PushReadConversation>.Instance).PushAsync(
            new ConversationRead(Snapshot, Snapshot.Participants[1])
        );

        await _notifier
            .Received(1)
            .ReadUpdatedAsync(Arg.Is<IReadOnlyList<UserId>>(m => IsBothMembers(m)), new ReadUpdatedDto(7, "m1", 1, 2), Snapshot.Revision);
    }

    [Fact]
    public async Task Push_WhenStarted_ShouldShowEachTheirOwnView()
    {
        ConversationIsSeen();

        await new PushStartedConversation(_conversations, _notifier, NullLogger<PushStartedConversation>.Instance).PushAsync(
            new ConversationStarted(Snapshot)
        );

        await _notifier.Received(1).ConversationUpdatedAsync(UserFactory.BuyerId, ForBuyer);
        await _notifier.Received(1).ConversationUpdatedAsync(UserFactory.MerchantId, ForMerchant);
        await _notifier.Received(1).ConversationUpdatedForWatchersAsync(ForWatchers);
    }

    [Fact]
    public async Task Push_WhenPreferencesChanged_ShouldReachThatMemberAlone()
    {
        ConversationIsSeen();

        await new PushPreferences(_conversations, _notifier, NullLogger<PushPreferences>.Instance).PushAsync(
            new PreferencesChanged(Snapshot, UserFactory.MerchantId)
        );

        await _notifier.Received(1).ConversationUpdatedAsync(UserFactory.MerchantId, ForMerchant);
        Assert.Single(_notifier.ReceivedCalls());
    }
}
