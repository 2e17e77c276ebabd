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
    [InlineData("Apple Store", "\u0410pple Store")]
    [InlineData("pay", "\u0440\u0430\u0443")]
    [InlineData("Paypal", "PaypaI")]
    [InlineData("Alibaba", "AIibaba")]
    [InlineData("modern shop", "rnodern shop")]
    [InlineData("Shop 10", "Shop 1O")]
    [InlineData("二口", "\u30CB\u30ED")]
    [InlineData("Ωmega", "\u2126mega")]
    public void KeysOf_WhenNamesLookAlike_ShouldHaveOneInCommon(string one, string other) => Assert.True(Lookalikes.AreAlike(one, other));

    [Theory]
    [InlineData("保安堂", "宝安堂")]
    [InlineData("官方客服", "官方客户")]
    [InlineData("platform support", "platform support 2")]
    [InlineData("Cafe", "Café")]
    [InlineData("商家1", "商家2")]
    [InlineData("Иванов", "Ivanov")]
    public void KeysOf_WhenNamesDiffer_ShouldHaveNoneInCommon(string one, string other) => Assert.False(Lookalikes.AreAlike(one, other));
}
