using System.Text.RegularExpressions;

namespace LiveChat.UnitTests.Architecture;

public partial class SourceTests
{
    private const int MaxLines = 300;

    [Fact]
    public void Sources_WhenCollected_ShouldBeFound() => Assert.NotEmpty(SourceFiles.All);

    [Fact]
    public void Sources_WhenTheyNeedTheTime_ShouldAskTheTimeProvider() =>
        Assert.Empty(
            from file in SourceFiles.All
            from line in File.ReadLines(file.FullName).Select((text, index) => (Text: text, Number: index + 1))
            where ClockReadings().IsMatch(line.Text)
            select $"{file.FullName}:{line.Number}: {line.Text.Trim()}"
        );

    [Fact]
    public void Sources_WhenTheyGrow_ShouldBeDividedBeforeThreeHundredLines() =>
        Assert.Empty(
            from file in SourceFiles.All
            where !SourceFiles.IsMigration(file)
            let lines = File.ReadLines(file.FullName).Count()
            where lines > MaxLines
            select $"{file.FullName}: {lines} lines"
        );

    /// <summary>Faults that test the tests live in tests/PlantedFaults, and nothing that is shipped can be asked for one.</summary>
    [Fact]
    public void Sources_WhenShipped_ShouldKnowNoPlantedFaults() =>
        Assert.Empty(
            from file in SourceFiles.All.Concat(SourceFiles.Projects)
            where FaultNames().IsMatch(File.ReadAllText(file.FullName))
            select file.FullName
        );

    /// <summary>Whoever watches a log finds a sentence by the id of its event.</summary>
    [Fact]
    public void Sources_WhenTheyLog_ShouldGiveEachEventAnIdOfItsOwn() =>
        Assert.Empty(
            from file in SourceFiles.All
            from Match match in LogEvents().Matches(File.ReadAllText(file.FullName))
            group file.FullName by match.Groups["id"].Value into files
            where files.Count() > 1
            select $"{files.Key}: {string.Join(", ", files)}"
        );

    [GeneratedRegex(@"\[LoggerMessage\(\s*(?<id>\d+)")]
    private static partial Regex LogEvents();

    [GeneratedRegex("PlantedFault|PlantFault|HostingStartup")]
    private static partial Regex FaultNames();

    [GeneratedRegex(@"\bDateTime(Offset)?\s*\.\s*(UtcNow|Now|Today)\b")]
    private static partial Regex ClockReadings();
}
