using System.Text.RegularExpressions;

namespace LiveChat.UnitTests.Architecture;

public partial class SourceTests
{
    private const int MaxLines = 300;

    [Fact]
    public void Sources_WhenCollected_ShouldBeFound() => Assert.NotEmpty(SourceFiles.All);

    [Fact]
    public void Sources_WhenTheyNeedTheTime_ShouldAskTheTimeProvider() => Assert.Empty(
        from file in SourceFiles.All
        from line in File.ReadLines(file.FullName).Select((text, index) => (Text: text, Number: index + 1))
        where ClockReadings().IsMatch(line.Text)
        select $"{file.FullName}:{line.Number}: {line.Text.Trim()}");

    [Fact]
    public void Sources_WhenTheyGrow_ShouldBeDividedBeforeThreeHundredLines() => Assert.Empty(
        from file in SourceFiles.All
        where !SourceFiles.IsMigration(file)
        let lines = File.ReadLines(file.FullName).Count()
        where lines > MaxLines
        select $"{file.FullName}: {lines} lines");

    [GeneratedRegex(@"\bDateTime(Offset)?\s*\.\s*(UtcNow|Now|Today)\b")]
    private static partial Regex ClockReadings();
}
