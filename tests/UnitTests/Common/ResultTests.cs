namespace LiveChat.UnitTests.Common;

public class ResultTests
{
    [Fact]
    public void Value_WhenFailed_ShouldThrowAndNameTheError()
    {
        Result<int> result = UserErrors.NotFound;

        Assert.False(result.IsSuccess);
        Assert.Contains("User.NotFound", Assert.Throws<InvalidOperationException>(() => result.Value).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_WhenSucceeded_ShouldBeTheValue()
    {
        Result<int> result = 5;

        Assert.Equal((true, 5, null), (result.IsSuccess, result.Value, result.Error));
    }

    [Fact]
    public void Fail_WhenMadeByGenericCode_ShouldCarryTheError()
    {
        Assert.Same(UserErrors.NotFound, Fail<Result>().Error);
        Assert.Same(UserErrors.NotFound, Fail<Result<string>>().Error);
    }

    private static T Fail<T>()
        where T : IFailable<T> => T.Fail(UserErrors.NotFound);
}
