namespace LiveChat.UnitTests.Users;

public class UserIdTests
{
    [Theory]
    [InlineData("b1")]
    [InlineData("9")]
    [InlineData("A_b.c-d")]
    [InlineData("Me")]
    [InlineData("ENSURE")]
    [InlineData("me2")]
    public void TryParse_WhenWellFormed_ShouldKeepTheText(string text)
    {
        Assert.True(UserId.TryParse(text, out var id));
        Assert.Equal(text, id.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("_a")]
    [InlineData(".a")]
    [InlineData("-a")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("a/b")]
    [InlineData("a|b")]
    [InlineData("é1")]
    [InlineData("aé")]
    [InlineData("١")]
    [InlineData("a\n")]
    [InlineData("a\0")]
    public void TryParse_WhenMalformed_ShouldRefuse(string? text) => Assert.False(UserId.TryParse(text, out _));

    [Theory]
    [InlineData(50, true)]
    [InlineData(51, false)]
    public void TryParse_WhenAtTheLimit_ShouldCountCharacters(int length, bool expected) =>
        Assert.Equal(expected, UserId.TryParse(new string('x', length), out _));

    [Fact]
    public void From_WhenMalformed_ShouldThrow() => Assert.Throws<ArgumentException>(() => UserId.From("a b"));

    [Fact]
    public void Equals_WhenCaseDiffers_ShouldBeFalse() => Assert.NotEqual(UserId.From("b1"), UserId.From("B1"));

    [Fact]
    public void CompareTo_WhenCaseDiffers_ShouldBeOrdinal()
    {
        var (upper, lower) = (UserId.From("B"), UserId.From("a"));

        Assert.True(upper < lower && upper <= lower && lower > upper && lower >= upper);
    }
}
