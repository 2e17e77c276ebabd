using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Conversations;

public class ConversationValidatorTests
{
    private static IReadOnlyList<string> RefusedList(
        string? search = null,
        string? userId = null,
        int page = 1,
        int pageSize = 20,
        UserRole role = UserRole.Buyer
    ) =>
        new ListConversationsQuery(UserFactory.Actor(role: role), search, false, userId, new Paging(page, pageSize)).FieldsRefusedBy(
            new ListConversationsValidator()
        );

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 100)]
    [InlineData(int.MaxValue, 20)]
    public void ListConversations_WhenThePageIsInRange_ShouldAccept(int page, int pageSize) =>
        Assert.Empty(RefusedList(page: page, pageSize: pageSize));

    [Theory]
    [InlineData(0, 20, "page")]
    [InlineData(-1, 20, "page")]
    [InlineData(1, 0, "page_size")]
    [InlineData(1, 101, "page_size")]
    [InlineData(1, -5, "page_size")]
    public void ListConversations_WhenThePageIsOutOfRange_ShouldRefuseIt(int page, int pageSize, string field) =>
        Assert.Equal([field], RefusedList(page: page, pageSize: pageSize));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void ListConversations_WhenSearching_ShouldLimitTheText(int length, bool isValid) =>
        Assert.Equal(isValid ? [] : ["search"], RefusedList(search: new string('药', length)));

    [Theory]
    [InlineData(null, UserRole.Admin, true)]
    [InlineData("m1", UserRole.Admin, true)]
    [InlineData("not an id", UserRole.Admin, false)]
    [InlineData("not an id", UserRole.Buyer, true)]
    public void ListConversations_WhenUserIdIsGiven_ShouldBeOneForAdminsAlone(string? userId, UserRole role, bool isValid) =>
        Assert.Equal(isValid ? [] : ["user_id"], RefusedList(userId: userId, role: role));

    [Theory]
    [InlineData(null, false)]
    [InlineData(-1L, false)]
    [InlineData(0L, true)]
    [InlineData(long.MaxValue, true)]
    public void MarkRead_WhenSequenceIsGiven_ShouldBeNoneBelowZero(long? sequence, bool isValid) =>
        Assert.Equal(
            isValid ? [] : ["sequence"],
            new MarkReadCommand(UserFactory.Actor(), 7, sequence).FieldsRefusedBy(new MarkReadValidator())
        );

    [Theory]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    [InlineData("not an id", true)]
    [InlineData("m1", true)]
    public void StartConversation_WhenTheTargetIsMissing_ShouldRefuseWhileAWrongOneIsNotFoundLater(string? target, bool isValid) =>
        Assert.Equal(
            isValid ? [] : ["target_user_id"],
            new StartConversationCommand(UserFactory.Actor(), target).FieldsRefusedBy(new StartConversationValidator())
        );
}
