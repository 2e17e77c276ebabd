using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Identity;

public class SecondFactorTests
{
    private static SecondFactor Confirmed()
    {
        var factor = SecondFactor.Begin(UserFactory.PlatformId, [1]);
        factor.TryUseStep(10);
        factor.Confirm(["one", "two"], Times.Start);
        return factor;
    }

    [Theory]
    [InlineData(10, false)]
    [InlineData(9, false)]
    [InlineData(11, true)]
    public void TryUseStep_WhenItWasUsedOrIsOlder_ShouldRefuse(long step, bool isUsed) =>
        Assert.Equal(isUsed, Confirmed().TryUseStep(step));

    [Fact]
    public void TryUseRecoveryCode_WhenUsedTwice_ShouldWorkOnce()
    {
        var factor = Confirmed();

        Assert.True(factor.TryUseRecoveryCode("one"));
        Assert.False(factor.TryUseRecoveryCode("one"));
        Assert.Equal(["two"], factor.RecoveryHashes);
    }

    [Fact]
    public void Failed_WhenTooOftenInARow_ShouldBlockForAWhileEachTime()
    {
        var factor = Confirmed();
        for (var i = 1; i < SecondFactor.MaxFailures; i++)
            factor.Failed(Times.Start);
        Assert.False(factor.IsBlockedAt(Times.Start));

        factor.Failed(Times.Start);

        Assert.True(factor.IsBlockedAt(Times.Start));
        Assert.False(factor.IsBlockedAt(Times.Start + SecondFactor.BlockTime));
    }

    [Fact]
    public void BeginAnew_WhenItIsInForce_ShouldThrow() => Assert.Throws<InvalidOperationException>(() => Confirmed().BeginAnew([2]));
}
