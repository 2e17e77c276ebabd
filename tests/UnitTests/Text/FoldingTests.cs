using LiveChat.Infrastructure.Text;

namespace LiveChat.UnitTests.Text;

public class FoldingTests
{
    [Theory]
    [InlineData("Привет", "привет")]
    [InlineData("ＡＢＣ　１２３", "abc 123")]
    [InlineData("ÉCOLE", "école")]
    [InlineData("école", "e\u0301cole")]
    [InlineData("ﬁn ㎏ Ⅷ ①", "fin kg viii 1")]
    [InlineData("ﾊﾝｶｸ", "ハンカク")]
    [InlineData("ΣΟΦΟΣ", "σοφος")]
    [InlineData("한국", "\u1112\u1161\u11AB\u1100\u116E\u11A8")]
    [InlineData("𝐁old", "bold")]
    public void Fold_WhenTwoSayTheSame_ShouldBeTheSame(string one, string other) => Assert.Equal(Folding.Fold(one), Folding.Fold(other));

    [Theory]
    [InlineData("药", "葯")]
    [InlineData("ab", "a b")]
    [InlineData("école", "ecole")]
    public void Fold_WhenTwoSayOther_ShouldDiffer(string one, string other) => Assert.NotEqual(Folding.Fold(one), Folding.Fold(other));

    [Fact]
    public void Contains_WhenAPartIsInOtherForm_ShouldFindIt() =>
        Assert.True(Folding.Contains("Закажите ＡＢＣ-１２ сегодня", Folding.Fold("abc-12 СЕГОДНЯ")));
}
