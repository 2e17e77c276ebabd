namespace LiveChat.UnitTests.Common;

public class WireNamesTests
{
    [Fact]
    public void Of_WhenAnyValue_ShouldBeReadBack() =>
        Assert.All(
            Enum.GetValues<SessionEndReason>(),
            reason => Assert.Equal(reason, WireNames<SessionEndReason>.Parse(WireNames<SessionEndReason>.Of(reason)))
        );

    [Fact]
    public void Of_WhenTheNameHasSeveralWords_ShouldBeSnakeCase() =>
        Assert.Equal("ended_by_admin", WireNames<SessionEndReason>.Of(SessionEndReason.EndedByAdmin));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Buyer")]
    [InlineData("1")]
    [InlineData("buyer ")]
    [InlineData("buyer,merchant")]
    public void TryParse_WhenNoValueIsSpelledSo_ShouldRefuse(string? text) => Assert.False(WireNames<UserRole>.TryParse(text, out _));

    [Fact]
    public void Parse_WhenNoValueIsSpelledSo_ShouldThrow() => Assert.Throws<ArgumentException>(() => WireNames<UserRole>.Parse("guest"));
}
