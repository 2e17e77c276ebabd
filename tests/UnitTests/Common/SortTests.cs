using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Common;

public class SortTests
{
    [Theory]
    [InlineData("created_at", UserColumn.CreatedAt, false)]
    [InlineData("-created_at", UserColumn.CreatedAt, true)]
    [InlineData("-id", UserColumn.Id, true)]
    public void Parse_WhenAColumnIsNamed_ShouldTellItAndItsDirection(string text, UserColumn column, bool isDescending) =>
        Assert.Equal(new Sort<UserColumn>(column, isDescending), Sort<UserColumn>.Parse(text));

    [Fact]
    public void Parse_WhenNothingIsAsked_ShouldBeNull() => Assert.Null(Sort<UserColumn>.Parse(null));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("--id")]
    [InlineData("+id")]
    [InlineData("Id")]
    [InlineData("password_hash")]
    [InlineData("id,username")]
    [InlineData("id desc")]
    public void Rule_WhenItIsNoColumn_ShouldRefuseIt(string sort) =>
        Assert.Equal(
            ["sort"],
            new ListUsersQuery(UserFactory.Actor(), null, null, null, new Paging(1, 20), sort).FieldsRefusedBy(new ListUsersValidator())
        );
}
