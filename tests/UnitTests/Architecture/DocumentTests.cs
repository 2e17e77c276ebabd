using System.Text.RegularExpressions;

namespace LiveChat.UnitTests.Architecture;

public partial class DocumentTests
{
    private static readonly IReadOnlyList<FileInfo> Documents =
    [
        .. SourceFiles.Root.EnumerateFiles("*.md"),
        .. new DirectoryInfo(Path.Combine(SourceFiles.Root.FullName, "docs")).EnumerateFiles("*.md", SearchOption.AllDirectories),
    ];

    /// <summary>A signpost to a file that was moved leads nowhere. Who moves a file moves its links too.</summary>
    [Fact]
    public void Links_WhenTheyLeadToFiles_ShouldLeadSomewhere() =>
        Assert.Empty(
            from document in Documents
            from Match link in LinkPattern().Matches(File.ReadAllText(document.FullName))
            let target = Path.Combine(document.DirectoryName!, link.Groups["path"].Value)
            where !File.Exists(target) && !Directory.Exists(target)
            select $"{document.Name}: {link.Groups["path"].Value}"
        );

    [Fact]
    public void Decisions_WhenWritten_ShouldHaveAStatusAndADateAndBeListed()
    {
        var index = File.ReadAllText(Documents.Single(d => d is { Name: "README.md", Directory.Name: "decisions" }).FullName);
        var decisions = Documents.Where(d => d.Name.StartsWith("ADR-", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(decisions);
        Assert.All(
            decisions,
            decision =>
            {
                Assert.Matches(StatusPattern(), File.ReadAllText(decision.FullName));
                Assert.Contains($"({decision.Name})", index, StringComparison.Ordinal);
            }
        );
    }

    /// <summary>The path of a link to a file of the repository, without what follows a #.</summary>
    [GeneratedRegex(@"\]\((?!https?:|mailto:|#)(?<path>[^)#\s]+)(#[^)]*)?\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"^# ADR-\d{3}: .+\n\nStatus: (accepted|replaced).*\. Date: \d{4}-\d{2}-\d{2}\.\n", RegexOptions.None)]
    private static partial Regex StatusPattern();
}
