using System.Text.RegularExpressions;
using LiveChat.UnitTests.Architecture;
using LiveChat.UnitTests.Common;

namespace LiveChat.UnitTests.Operations;

public partial class FindingTests
{
    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Findings_WhenNamedInTheSources_ShouldHaveASentenceAndUnlessAllIsWellAnAdvice(string culture)
    {
        using var _ = new CultureScope(culture);
        var named = SourceFiles
            .All.Select(f => File.ReadAllText(f.FullName))
            .Where(text => text.Contains("CheckKind.", StringComparison.Ordinal))
            .SelectMany(text => Names().Matches(text))
            .Select(m => (Name: m.Groups["name"].Value, IsWell: m.Value.Contains("Ok", StringComparison.Ordinal)))
            .Distinct()
            .ToList();

        Assert.True(named.Count > 20);
        foreach (var (name, isWell) in named)
        {
            Assert.NotEmpty(LocalizedText.Of($"Finding.{name}"));
            if (!isWell)
                Assert.NotEmpty(LocalizedText.Of($"FindingAdvice.{name}"));
        }
    }

    [GeneratedRegex(@"\b(?:FindingStatus\.)?(?:Ok|Warning|Fault)(?:\(|,\s*)""(?<name>\w+)""")]
    private static partial Regex Names();
}
