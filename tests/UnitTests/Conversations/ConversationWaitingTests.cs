using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Messages;

namespace LiveChat.UnitTests.Conversations;

public class ConversationWaitingTests
{
    private static readonly UserId Asking = UserId.From("x1");
    private static readonly UserId Answering = UserId.From("x2");

    private readonly List<Message> _messages = [];
    private readonly MessageLog _log;

    public ConversationWaitingTests() => _log = new MessageLog(_messages, user => user == Asking ? UserRole.Buyer : UserRole.Merchant);

    [Theory]
    [InlineData(UserRole.Buyer, UserRole.Merchant)]
    [InlineData(UserRole.Buyer, UserRole.Platform)]
    [InlineData(UserRole.Merchant, UserRole.Platform)]
    public void Post_WhenTheAskingSideWritesOn_ShouldWaitSinceTheFirstUntilThereIsAnAnswer(UserRole asking, UserRole answering)
    {
        var conversation = Between(asking, answering);

        Post(conversation, Asking, 1);
        Post(conversation, Asking, 9);
        Assert.Equal((1L, Asking, Minute(1)), (conversation.WaitingSequence, conversation.WaitingUserId, conversation.WaitingSince));

        Post(conversation, Answering, 11);
        Assert.Equal((null, null, null), (conversation.WaitingSequence, conversation.WaitingUserId, conversation.WaitingSince));

        Post(conversation, Asking, 12);
        Assert.Equal(Minute(12), conversation.WaitingSince);
    }

    [Fact]
    public void Post_WhenAMerchantWritesToABuyer_ShouldAwaitNothing()
    {
        var conversation = Between(UserRole.Buyer, UserRole.Merchant);

        Post(conversation, Answering, 1);

        Assert.Null(conversation.WaitingSince);
    }

    [Fact]
    public void Recall_WhenTheSecondQuestionGoes_ShouldGoOnWaitingForTheFirst()
    {
        var conversation = Between(UserRole.Buyer, UserRole.Merchant);
        Post(conversation, Asking, 1);
        var second = Post(conversation, Asking, 2);

        Recall(conversation, second);

        Assert.Equal(Minute(1), conversation.WaitingSince);
    }

    [Fact]
    public void Recall_WhenTheFirstQuestionGoes_ShouldWaitSinceTheNextThatStands()
    {
        var conversation = Between(UserRole.Buyer, UserRole.Merchant);
        var first = Post(conversation, Asking, 1);
        var second = Post(conversation, Asking, 2);
        Post(conversation, Asking, 3);
        Assert.True(conversation.TakeDown(second, null, Minute(4), _log).IsSuccess);

        Recall(conversation, first);

        Assert.Equal(Minute(3), conversation.WaitingSince);
    }

    [Fact]
    public void Recall_WhenTheOnlyQuestionGoes_ShouldWaitNoMore()
    {
        var conversation = Between(UserRole.Buyer, UserRole.Merchant);
        var message = Post(conversation, Asking, 1);

        Recall(conversation, message);

        Assert.Null(conversation.WaitingSince);
    }

    [Fact]
    public void Recall_WhenTheAnswerGoes_ShouldWaitSinceTheFirstQuestionThatItHadAnswered()
    {
        var conversation = Between(UserRole.Buyer, UserRole.Merchant);
        Post(conversation, Asking, 1);
        Post(conversation, Answering, 2);
        Post(conversation, Asking, 3);
        Post(conversation, Asking, 4);
        var answer = Post(conversation, Answering, 5);

        Recall(conversation, answer);

        Assert.Equal((3L, Minute(3), 2L), (conversation.WaitingSequence, conversation.WaitingSince, conversation.AnsweredSequence));
    }

    [Fact]
    public void Recall_WhenAnOlderAnswerGoes_ShouldChangeNothing()
    {
        var conversation = Between(UserRole.Buyer, UserRole.Merchant);
        Post(conversation, Asking, 1);
        var older = Post(conversation, Answering, 2);
        Post(conversation, Asking, 3);
        Post(conversation, Answering, 4);

        Recall(conversation, older);

        Assert.Null(conversation.WaitingSince);
    }

    private static DateTimeOffset Minute(int minute) => Times.Start.AddMinutes(minute);

    private static Conversation Between(UserRole asking, UserRole answering) =>
        ConversationFactory.Create(
            participants: [ConversationFactory.Member(Asking, userRole: asking), ConversationFactory.Member(Answering, userRole: answering)]
        );

    private Message Post(Conversation conversation, UserId sender, int minute)
    {
        var message = conversation
            .Post(new MessageId(100 + _messages.Count), sender, MessageFactory.Draft(), null, null, Minute(minute))
            .Value.Message;
        _messages.Add(message);
        return message;
    }

    private void Recall(Conversation conversation, Message message) =>
        Assert.True(conversation.Recall(message, null, message.SenderId, TimeSpan.FromMinutes(2), message.CreatedAt, _log).IsSuccess);
}
