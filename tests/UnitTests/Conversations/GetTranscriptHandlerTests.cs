using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Messages;
using LiveChat.UnitTests.Users;
using NSubstitute;

namespace LiveChat.UnitTests.Conversations;

public class GetTranscriptHandlerTests
{
    private readonly IConversationReader _conversations = Substitute.For<IConversationReader>();
    private readonly IMessageReader _messages = Substitute.For<IMessageReader>();
    private readonly ICostlyWork _work = Substitute.For<ICostlyWork>();

    public GetTranscriptHandlerTests() =>
        _work
            .RunAsync(CostlyKind.Lists, "b1", Arg.Any<Func<Task<MessagePageDto?>>>(), Arg.Any<CancellationToken>())
            .Returns(call => call.Arg<Func<Task<MessagePageDto?>>>()());

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\u0085")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    public async Task Handle_WhenAMessageHasLinesLikeAnotherMessage_ShouldIndentThem(string lineEnd)
    {
        Hold(1, Page(0, Create(1, content: $"yes{lineEnd}[2025-11-02 09:48:53 UTC] name of m1: no")));

        Assert.Equal(["[2025-11-02 09:48:53 UTC] name of b1: yes\n    [2025-11-02 09:48:53 UTC] name of m1: no"], await ReadAsync("en"));
    }

    [Theory]
    [InlineData("zh-CN", "该消息已被发送者撤回。", "该消息已被管理员移除。", "[订单] o-1")]
    [InlineData("en", "This message was recalled by its sender.", "This message was removed by an administrator.", "[order] o-1")]
    public async Task Handle_WhenMessagesAreGone_ShouldSaySoInTheLanguageOfTheRequest(
        string language,
        string recalled,
        string removed,
        string order
    )
    {
        Hold(
            3,
            Page(
                0,
                Create(1) with
                {
                    RecalledAt = Times.Start,
                    Content = "",
                },
                Create(2) with
                {
                    RemovedAt = Times.Start,
                    Content = "",
                },
                Create(3, MessageType.Order, "o-1")
            )
        );

        Assert.Equal(
            [recalled, removed, order],
            (await ReadAsync(language)).Select(paragraph => paragraph.Replace("[2025-11-02 09:48:53 UTC] name of b1: ", ""))
        );
    }

    /// <summary>The third message came after the reading began.</summary>
    [Fact]
    public async Task Handle_WhenThereAreSeveralPages_ShouldReadEachUpToWhereTheConversationStood()
    {
        Hold(2, Page(0, Create(1)), Page(1, Create(2), Create(3)));

        Assert.Equal(2, (await ReadAsync("en")).Count);
    }

    [Fact]
    public async Task Handle_WhenTheActorMayNotSeeIt_ShouldNotBeFound()
    {
        var result = await HandleAsync();

        Assert.Same(ConversationErrors.NotFound, result.Error);
        Assert.Empty(_messages.ReceivedCalls());
    }

    [Fact]
    public async Task ReadingOf_WhenRecorded_ShouldNameTheConversationAndItsMembers()
    {
        Hold(2);

        var reading = new GetTranscriptQuery(UserFactory.Admin(), 7).ReadingOf((await HandleAsync()).Value);

        Assert.Equal((AuditAction.ListExported, "7", true), (reading.Action, reading.Target, reading.IsEachRecorded));
        Assert.Equal(["messages 2", "b1 m1"], reading.Asked.Select(fact => string.Join(' ', fact.Values)));
    }

    private async Task<List<string>> ReadAsync(string language)
    {
        using var _ = new CultureScope(language);
        return await (await HandleAsync()).Value.Rows.ToListAsync();
    }

    private Task<Result<Export<string>>> HandleAsync() =>
        new GetTranscriptHandler(_conversations, _messages, _work).Handle(
            new GetTranscriptQuery(UserFactory.Actor(), 7),
            CancellationToken.None
        );

    private void Hold(long lastSequence, params (long After, MessagePageDto Page)[] pages)
    {
        var conversation = ConversationDtoFactory.Create() with
        {
            LastSequence = lastSequence,
            Participants = [Participant(UserFactory.Create()), Participant(UserFactory.Create("m1", role: UserRole.Merchant))],
        };
        _conversations.FindAsync(UserFactory.Actor(), ConversationFactory.Id, Arg.Any<CancellationToken>()).Returns(conversation);
        foreach (var (after, page) in pages)
            _messages.PageAsync(UserFactory.Actor(), ConversationFactory.Id, null, after, 200, Arg.Any<CancellationToken>()).Returns(page);
    }

    private static (long After, MessagePageDto Page) Page(long after, params IReadOnlyList<MessageDto> messages) =>
        (
            after,
            new MessagePageDto
            {
                Count = messages.Count,
                Results = messages,
                HasMore = false,
            }
        );

    private static MessageDto Create(long sequence, MessageType type = MessageType.Text, string content = "hello") =>
        MessageDto.From(
            new MessageView(MessageFactory.Create(sequence, sequence: sequence, type: type, content: content)),
            Substitute.For<IMediaUrls>()
        );

    private static ParticipantDto Participant(User user) =>
        new()
        {
            User = UserPresenterFactory.Create().Present(user),
            LastReadSequence = 0,
            UnreadCount = 0,
            JoinedAt = Times.Start,
        };
}
