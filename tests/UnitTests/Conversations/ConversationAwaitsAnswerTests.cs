using LiveChat.Domain.Conversations;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Users;
using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Messages;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Conversations;

public class ConversationAwaitsAnswerTests
{
    private static readonly UserId Asking = UserId.From("x1");
    private static readonly UserId Answering = UserId.From("x2");

    [Theory]
    [InlineData(UserRole.Buyer, UserRole.Merchant)]
    [InlineData(UserRole.Buyer, UserRole.Platform)]
    [InlineData(UserRole.Merchant, UserRole.Platform)]
    public void Post_WhenTheAskingSideWrites_ShouldAwaitAnAnswerUntilThereIsOne(UserRole asking, UserRole answering)
    {
        var conversation = Between(asking, answering);

        Post(conversation, Asking);
        Assert.True(conversation.AwaitsAnswer);

        Post(conversation, Answering);
        Assert.False(conversation.AwaitsAnswer);
    }

    [Fact]
    public void Post_WhenAMerchantWritesToABuyer_ShouldAwaitNothing()
    {
        var conversation = Between(UserRole.Buyer, UserRole.Merchant);

        Post(conversation, Answering);

        Assert.False(conversation.AwaitsAnswer);
    }

    [Fact]
    public void Recall_WhenItWasTheNewest_ShouldAwaitNothingAnyMore()
    {
        var conversation = Between(UserRole.Buyer, UserRole.Merchant);
        var message = Post(conversation, Asking);

        conversation.Recall(message, Asking, TimeSpan.FromMinutes(2), Times.Start);

        Assert.False(conversation.AwaitsAnswer);
    }

    [Fact]
    public void TakeDown_WhenItWasNotTheNewest_ShouldGoOnWaiting()
    {
        var conversation = Between(UserRole.Buyer, UserRole.Merchant);
        var first = Post(conversation, Asking);
        var newest = Post(conversation, Asking);

        conversation.TakeDown(first, Times.Start);
        Assert.True(conversation.AwaitsAnswer);

        conversation.TakeDown(newest, Times.Start);
        Assert.False(conversation.AwaitsAnswer);
    }

    private static Conversation Between(UserRole asking, UserRole answering) =>
        ConversationFactory.Create(participants: [ConversationFactory.Member(Asking, userRole: asking), ConversationFactory.Member(Answering, userRole: answering)]);

    private static Message Post(Conversation conversation, UserId sender) =>
        conversation.Post(sender, MessageFactory.Draft(), null, null, Times.Start).Value;
}
