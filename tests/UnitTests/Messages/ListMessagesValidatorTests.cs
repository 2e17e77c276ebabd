using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Messages;

public class ListMessagesValidatorTests
{
    private static IReadOnlyList<string> Refused(
        long? before = null,
        long? after = null,
        long? around = null,
        long? sinceRevision = null,
        int? limit = null
    ) =>
        new ListMessagesQuery(UserFactory.Actor(), 7, before, after, around, sinceRevision, limit).FieldsRefusedBy(
            new ListMessagesValidator()
        );

    [Theory]
    [InlineData(null, true)]
    [InlineData(1, true)]
    [InlineData(200, true)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(201, false)]
    public void Validate_WhenLimited_ShouldBound(int? limit, bool isValid) => Assert.Equal(isValid ? [] : ["limit"], Refused(limit: limit));

    [Fact]
    public void Validate_WhenBoundsAreNegative_ShouldRefuseEach()
    {
        Assert.Equal(["before"], Refused(before: -1));
        Assert.Equal(["after"], Refused(after: -1));
        Assert.Equal(["since_revision"], Refused(sinceRevision: -1));
    }

    [Fact]
    public void Validate_WhenBoundsAreZero_ShouldAccept()
    {
        Assert.Empty(Refused(before: 0));
        Assert.Empty(Refused(after: 0));
        Assert.Empty(Refused(sinceRevision: 0));
    }

    [Fact]
    public void Validate_WhenAroundIsNoMessageOrNotAlone_ShouldRefuse()
    {
        Assert.Empty(Refused(around: 1));
        Assert.Equal(["around"], Refused(around: 0));
        Assert.Equal(["around"], Refused(around: 5, before: 3));
        Assert.Equal(["around"], Refused(around: 5, after: 3));
    }

    [Fact]
    public void Validate_WhenSinceRevisionIsNotAlone_ShouldRefuse()
    {
        Assert.Equal(["since_revision"], Refused(before: 5, sinceRevision: 3));
        Assert.Equal(["since_revision"], Refused(after: 5, sinceRevision: 3));
        Assert.Equal(["since_revision"], Refused(before: 5, after: 2, sinceRevision: 0));
        Assert.Equal(["since_revision"], Refused(around: 5, sinceRevision: 3));
    }
}
