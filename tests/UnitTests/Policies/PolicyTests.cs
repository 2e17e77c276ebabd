using LiveChat.UnitTests.Architecture;
using LiveChat.UnitTests.Messages;
using LiveChat.UnitTests.Users;
using NSubstitute;

namespace LiveChat.UnitTests.Policies;

public class PolicyTests
{
    private static readonly Type[] Markers =
    [
        typeof(IOpenRequest),
        typeof(ISignedInRequest),
        typeof(IMemberRequest),
        typeof(IMemberReading<>),
        typeof(IAdminRequest),
        typeof(IAdminReading<>),
        typeof(ISystemRequest),
    ];

    /// <summary>What carries the words of users or their files. An export makes a copy of whatever it holds.</summary>
    private static readonly Type[] Content = [typeof(MessageDto), typeof(MediaFile), typeof(Export<>)];

    private readonly IUserReader _users = Substitute.For<IUserReader>();
    private readonly IMessageReader _messages = Substitute.For<IMessageReader>();
    private readonly IConversationReader _conversations = Substitute.For<IConversationReader>();

    public static TheoryData<string> Requests => [.. UseCases.All.Select(u => u.Request.Name)];

    [Fact]
    public void Requests_WhenTheyCarryNotExactlyOneMarker_ShouldBeListed() =>
        Assert.Empty(
            from useCase in UseCases.All
            let markers = MarkersOf(useCase.Request).ToList()
            where markers.Count != 1
            select $"{useCase.Request.Name}: {(markers.Count == 0 ? "none" : string.Join(", ", markers.Select(m => m.Name)))}"
        );

    /// <summary>In what these do, admins take no part; their own tests need not say it again.</summary>
    [Fact]
    public void MemberRequests_WhenListed_ShouldBeAllThatWritesIntoConversations() =>
        Assert.Equal(
            [
                nameof(MarkReadCommand),
                nameof(ReadConversationsCommand),
                nameof(RecallMessageCommand),
                nameof(SendMessageCommand),
                nameof(SetPreferencesCommand),
                nameof(SetTypingCommand),
                nameof(StartConversationCommand),
            ],
            UseCases
                .All.Select(u => u.Request)
                .Where(typeof(IMemberRequest).IsAssignableFrom)
                .Select(request => request.Name)
                .Order(StringComparer.Ordinal)
        );

    /// <summary>These are about what is the caller's own, or about users as everybody sees them. Nothing of them is recorded.</summary>
    [Fact]
    public void SignedInRequests_WhenListed_ShouldShowNothingThatOthersWrote() =>
        Assert.Equal(
            [
                nameof(AddQuickReplyCommand),
                nameof(AddUploadCommand),
                nameof(ChangePasswordCommand),
                nameof(ChangeQuickReplyCommand),
                nameof(DeleteQuickReplyCommand),
                nameof(GetCardQuery),
                nameof(GetHeadsQuery),
                nameof(GetMeQuery),
                nameof(GetUserQuery),
                nameof(ListQuickRepliesQuery),
                nameof(ListUsersQuery),
                nameof(LogoutCommand),
                nameof(OrderQuickRepliesCommand),
                nameof(SetCardCommand),
                nameof(UpdateProfileCommand),
                nameof(WatchPresenceQuery),
            ],
            UseCases
                .All.Select(u => u.Request)
                .Where(typeof(ISignedInRequest).IsAssignableFrom)
                .Select(request => request.Name)
                .Order(StringComparer.Ordinal)
        );

    [Theory]
    [MemberData(nameof(Requests))]
    public void Reading_WhenItIsRecorded_ShouldBeRecordedByItsOwnAnswer(string request)
    {
        var useCase = UseCases.All.Single(u => u.Request.Name == request);

        Assert.All(
            UseCases.Closed(useCase.Request, typeof(IRecordedReading<>)),
            reading => Assert.Equal(useCase.Response, typeof(Result<>).MakeGenericType(reading.GetGenericArguments()))
        );
    }

    /// <summary>
    /// A query that shows an admin what others wrote has to be a reading. Open is one alone: whoever holds the URL of a file may have it.
    /// </summary>
    [Fact]
    public void Queries_WhenTheyShowMessages_ShouldBeReadings()
    {
        var showing = UseCases.All.Where(u => u.Request.Name.EndsWith("Query", StringComparison.Ordinal) && Shows(u.Response)).ToList();

        Assert.Contains(showing, u => u.Request == typeof(ListConversationsQuery));
        Assert.Contains(showing, u => u.Request == typeof(ExportMessagesQuery));
        Assert.Equal(
            [typeof(GetMediaQuery)],
            showing.Select(u => u.Request).Where(request => !typeof(IRecordedReading).IsAssignableFrom(request))
        );
    }

    [Fact]
    public void Doors_WhenTheyServeClients_ShouldSendNoRequestOfTheSystem() =>
        Assert.Empty(
            from useCase in UseCases.All
            where typeof(ISystemRequest).IsAssignableFrom(useCase.Request)
            from file in SourceFiles.All
            where file.Directory!.Name is "Endpoints" or "Hubs"
            where File.ReadAllText(file.FullName).Contains(useCase.Request.Name, StringComparison.Ordinal)
            select $"{file.Name}: {useCase.Request.Name}"
        );

    [Theory]
    [InlineData("a1", UserRole.Admin, true)]
    [InlineData("b1", UserRole.Buyer, false)]
    [InlineData("m1", UserRole.Merchant, false)]
    [InlineData("p1", UserRole.Platform, false)]
    public async Task MemberBehavior_WhenAnAdminTakesPart_ShouldForbidItBeforeAnythingIsDone(string id, UserRole role, bool isForbidden)
    {
        var isHandled = false;

        var result = await new MemberBehavior<SendMessageCommand, Result<SentMessage>>().Handle(
            MessageFactory.Command(UserFactory.Actor(id, role)),
            CancellationToken.None,
            () =>
            {
                isHandled = true;
                return Task.FromResult<Result<SentMessage>>(MessageErrors.NotFound);
            }
        );

        Assert.Equal(!isForbidden, isHandled);
        Assert.Same(isForbidden ? ConversationErrors.ReadOnly : MessageErrors.NotFound, result.Error);
    }

    [Theory]
    [InlineData(false, "Message.NotFound")]
    [InlineData(true, "Identity.RoleNotAllowed")]
    public async Task AdminBehavior_WhenAMessageIsTakenDown_ShouldForbidItToThoseAloneWhoSeeIt(bool isMember, string expected)
    {
        var message = MessageFactory.Create(id: 100);
        _messages
            .FindAsync(message.Id, Arg.Any<CancellationToken>())
            .Returns(new OpenedMessage(message, MessageDto.From(new MessageView(message), Substitute.For<IMediaUrls>())));
        _conversations
            .FindMembersAsync(UserFactory.Actor(), message.ConversationId, Arg.Any<CancellationToken>())
            .Returns(isMember ? [UserFactory.BuyerId, UserFactory.MerchantId] : null);

        Assert.Equal(expected, (await TakeDownAsync(UserFactory.Actor(), 100)).Error?.Name);
        Assert.Equal("Message.NotFound", (await TakeDownAsync(UserFactory.Actor(), 101)).Error?.Name);
        Assert.True((await TakeDownAsync(UserFactory.Admin(), 100)).IsSuccess);
    }

    private Task<Result> TakeDownAsync(Actor actor, long message) =>
        new AdminBehavior<TakeDownMessageCommand, Result>(_users, _messages, _conversations).Handle(
            new TakeDownMessageCommand(actor, message, "spam"),
            CancellationToken.None,
            () => Task.FromResult(Result.Success())
        );

    private static IEnumerable<Type> MarkersOf(Type request) =>
        from implemented in request.GetInterfaces()
        let marker = implemented.IsGenericType ? implemented.GetGenericTypeDefinition() : implemented
        where Markers.Contains(marker)
        select marker;

    private static bool Shows(Type type, HashSet<Type>? seen = null)
    {
        seen ??= [];
        if (!seen.Add(type))
            return false;
        return Content.Contains(type.IsGenericType ? type.GetGenericTypeDefinition() : type)
            || type.GetGenericArguments().Any(argument => Shows(argument, seen))
            || (type.Assembly == Layers.Application && type.GetProperties().Any(property => Shows(property.PropertyType, seen)));
    }
}
