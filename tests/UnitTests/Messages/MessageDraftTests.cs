using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Conversations;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Messages;

public class MessageDraftTests
{
    private static readonly (string Name, MessageDraft Draft)[] Others =
    [
        ("content", MessageFactory.Draft(content: "Hello")),
        ("leading space", MessageFactory.Draft(content: " hello")),
        ("type", MessageFactory.Draft(type: MessageType.File)),
        ("attachment", MessageFactory.Draft(attachmentId: 1)),
        ("quote", MessageFactory.Draft(replyToId: 1)),
    ];

    public static TheoryData<string> Differences => [.. Others.Select(o => o.Name)];

    [Theory]
    [InlineData("hello \t\r\n", "hello")]
    [InlineData("  hello", "  hello")]
    [InlineData("a\n\nb\n", "a\n\nb")]
    [InlineData("你好\u3000", "你好")]
    [InlineData(" \n", "")]
    public void Draft_WhenContentEndsInWhiteSpace_ShouldTrimThatAlone(string content, string expected) =>
        Assert.Equal(expected, MessageFactory.Draft(content: content).Content);

    [Fact]
    public void Digest_WhenSentAgain_ShouldBeTheSameSixteenBytes()
    {
        var digest = MessageFactory.Draft(content: "你好 👋").Digest;

        Assert.Equal(Message.DigestLength, digest.Length);
        Assert.Equal(digest, MessageFactory.Draft("another-id", content: "你好 👋 \n").Digest);
    }

    [Fact]
    public void Digest_WhenComputedByAnotherVersion_ShouldBeTheSame() =>
        Assert.Equal(
            "FB9D2B62DBA8140A121ADBD9001EFC44",
            Convert.ToHexString(MessageFactory.Draft(content: "hello", attachmentId: 5, replyToId: 6).Digest)
        );

    [Theory]
    [MemberData(nameof(Differences))]
    public void IsRetryOf_WhenSomethingDiffers_ShouldBeFalse(string difference) =>
        Assert.False(MessageFactory.Create().IsRetryOf(Others.Single(o => o.Name == difference).Draft));

    [Fact]
    public void Digest_WhenAttachmentAndQuoteAreSwapped_ShouldDiffer() =>
        Assert.NotEqual(MessageFactory.Draft(attachmentId: 1).Digest, MessageFactory.Draft(replyToId: 1).Digest);

    [Fact]
    public void IsRetryOf_WhenRecalledOrRemoved_ShouldStillKnowTheDraft()
    {
        var conversation = ConversationFactory.Create();
        var draft = MessageFactory.Draft(content: "secret");
        var message = conversation.Post(new MessageId(1), UserFactory.BuyerId, draft, null, null, Times.Start).Value.Message;

        Assert.True(
            conversation.Recall(message, null, UserFactory.BuyerId, TimeSpan.FromMinutes(1), Times.Start, MessageLog.Empty).IsSuccess
        );
        Assert.True(conversation.TakeDown(message, null, Times.Start, MessageLog.Empty).IsSuccess);

        Assert.Equal("", message.Content);
        Assert.True(message.IsRetryOf(draft));
        Assert.False(message.IsRetryOf(MessageFactory.Draft(content: "")));
    }
}
