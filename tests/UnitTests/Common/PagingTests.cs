namespace LiveChat.UnitTests.Common;

public class PagingTests
{
    [Fact]
    public void Of_WhenNothingIsAsked_ShouldBeTheFirstTwenty() => Assert.Equal(new Paging(1, 20), Paging.Of(null, null));

    [Theory]
    [InlineData(1, 20, 0)]
    [InlineData(3, 50, 100)]
    [InlineData(int.MaxValue, 100, int.MaxValue)]
    public void Skip_WhenPaged_ShouldCountWhatComesBeforeWithoutOverflow(int page, int pageSize, int expected) =>
        Assert.Equal(expected, new Paging(page, pageSize).Skip);
}
