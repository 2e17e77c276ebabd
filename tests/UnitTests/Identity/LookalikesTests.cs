using LiveChat.Infrastructure.Identity;

namespace LiveChat.UnitTests.Identity;

public class LookalikesTests
{
    [Theory]
    [InlineData("官方客服", "官\u2F45客服")]
    [InlineData("官方客服", "官方 客\u200B服")]
    [InlineData("官方客服", "官方客服\u3164")]
    [InlineData("platform support", "Ｐｌａｔｆｏｒｍ　Ｓｕｐｐｏｒｔ")]
    [InlineData("platform support", "𝕡𝕝𝕒𝕥𝕗𝕠𝕣𝕞 𝖘𝖚𝖕𝖕𝖔𝖗𝖙")]
    [InlineData("platform support", "ⓟⓛⓐⓣⓕⓞⓡⓜ support")]
    [InlineData("保和堂（集团）", "保和堂(集团)")]
    [InlineData("Café", "Cafe\u0301")]
    [InlineData("office", "o\uFB03ce")]
    [InlineData("ｶﾞ", "ガ")]
    public void Fold_WhenNamesLookAlike_ShouldBeTheSame(string one, string other) => Assert.Equal(Lookalikes.Fold(one), Lookalikes.Fold(other));

    [Theory]
    [InlineData("保安堂", "宝安堂")]
    [InlineData("官方客服", "官方客户")]
    [InlineData("platform support", "platform support 2")]
    [InlineData("Cafe", "Café")]
    public void Fold_WhenNamesDiffer_ShouldDiffer(string one, string other) => Assert.NotEqual(Lookalikes.Fold(one), Lookalikes.Fold(other));

    [Fact]
    public void Fold_WhenDoneTwice_ShouldChangeNothingMore()
    {
        for (var codePoint = 0x20; codePoint <= 0x1FFFF; codePoint++)
        {
            if (codePoint is >= 0xD800 and <= 0xDFFF)
                continue;
            var folded = Lookalikes.Fold(char.ConvertFromUtf32(codePoint));
            Assert.Equal(folded, Lookalikes.Fold(folded));
        }
    }
}
