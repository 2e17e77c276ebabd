using CsCheck;

namespace LiveChat.UnitTests.Conversations;

public class PairKeyTests
{
    private static readonly Gen<UserId> GenUserId = Gen.Select(
        Gen.Char["aZ9"],
        Gen.Char["aAzZ019_.-"].Array[0, UserId.MaxLength - 1],
        (first, rest) => UserId.From(first + new string(rest))
    );

    [Fact]
    public void Of_WhenTheOrderIsTurned_ShouldBeTheSame() =>
        Gen.Select(GenUserId, GenUserId).Sample((one, other) => PairKey.Of(one, other) == PairKey.Of(other, one));

    [Fact]
    public void Of_WhenPairsDiffer_ShouldDiffer() =>
        Gen.Select(GenUserId, GenUserId, GenUserId)
            .Sample((one, other, third) => (PairKey.Of(one, other) == PairKey.Of(one, third)) == (other == third));

    [Fact]
    public void Of_WhenBothIdsAreTheLongest_ShouldFitTheColumn()
    {
        var key = PairKey.Of(UserId.From(new string('a', UserId.MaxLength)), UserId.From(new string('b', UserId.MaxLength)));

        Assert.Equal(PairKey.MaxLength, key.Value.Length);
        Assert.Equal(key, PairKey.From(key.Value));
    }

    [Fact]
    public void Of_WhenIdsDifferInCaseAlone_ShouldBeOrdinal() =>
        Assert.Equal("B1|b1", PairKey.Of(UserId.From("b1"), UserId.From("B1")).Value);
}
