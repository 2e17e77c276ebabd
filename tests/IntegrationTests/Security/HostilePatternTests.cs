using System.Reflection;
using System.Text.RegularExpressions;
using LiveChat.WebApi.CommandLine;

namespace LiveChat.IntegrationTests.Security;

/// <summary>A pattern that takes long on a text that was written for it stops a thread of the server; all of them are tried.</summary>
public class HostilePatternTests
{
    private const int Length = 32_768;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    private static readonly string[] Pieces =
    [
        "a",
        "A",
        "1",
        " ",
        "\t",
        "\n",
        "_",
        "-",
        ".",
        ":",
        "$",
        "\"",
        "[",
        "]",
        "[0]",
        "a.",
        "a1",
        "1.",
        "1:",
        "%",
        "\\",
        "/",
        "=",
        "é",
        "字",
        "\u0301",
        "$.a",
        "parameter \"a ",
    ];

    public static TheoryData<string, RegexOptions> Patterns()
    {
        Assembly[] assemblies =
        [
            typeof(ServeCommand).Assembly,
            typeof(Infrastructure.DependencyInjection).Assembly,
            typeof(Application.DependencyInjection).Assembly,
            typeof(Domain.Common.Error).Assembly,
        ];
        var patterns = new TheoryData<string, RegexOptions>();
        foreach (
            var pattern in assemblies
                .SelectMany(assembly => assembly.GetTypes())
                .SelectMany(type =>
                    type.GetMembers(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                )
                .Select(member => member.GetCustomAttribute<GeneratedRegexAttribute>())
                .OfType<GeneratedRegexAttribute>()
                .Distinct()
        )
            patterns.Add(pattern.Pattern, pattern.Options);
        return patterns;
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Pattern_WhenTheTextIsHostile_ShouldBeDone(string pattern, RegexOptions options)
    {
        var regex = new Regex(pattern, options, Deadline);
        foreach (var piece in Pieces)
        foreach (
            var (start, end) in (ReadOnlySpan<(string, string)>)
                [("", ""), ("$.", "!"), ("parameter \"", "!"), ("a", "\n"), ("1", "!"), ("export ", "!")]
        )
        {
            var text = start + string.Concat(Enumerable.Repeat(piece, Length / piece.Length)) + end;
            foreach (Match match in regex.Matches(text))
                Assert.True(match.Success);
        }
    }
}
