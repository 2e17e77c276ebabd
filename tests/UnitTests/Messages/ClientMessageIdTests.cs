namespace LiveChat.UnitTests.Messages;

public class ClientMessageIdTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("_-")]
    [InlineData("6f1c2a52-8f57-4b0e-9c59-0a4c0b8d7e21")]
    public void TryParse_WhenWellFormed_ShouldKeepTheText(string text)
    {
        Assert.True(ClientMessageId.TryParse(text, out var id));
        Assert.Equal(text, id.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("é")]
    [InlineData("１")]
    [InlineData("a\n")]
    public void TryParse_WhenMalformed_ShouldRefuse(string? text) => Assert.False(ClientMessageId.TryParse(text, out _));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void TryParse_WhenAtTheLimit_ShouldCountCharacters(int length, bool expected) =>
        Assert.Equal(expected, ClientMessageId.TryParse(new string('x', length), out _));

    [Fact]
    public void From_WhenMalformed_ShouldThrow() => Assert.Throws<ArgumentException>(() => ClientMessageId.From("no spaces"));
}
