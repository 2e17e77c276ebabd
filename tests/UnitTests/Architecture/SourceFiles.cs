using System.Text.RegularExpressions;
using LiveChat.TestData;

namespace LiveChat.UnitTests.Architecture;

internal static class SourceFiles
{
    private static readonly HashSet<string> Skipped = ["bin", "obj", "node_modules", "wwwroot"];

    public static readonly DirectoryInfo Root = new(Repository.Root);

    private static readonly DirectoryInfo Source = new(Path.Combine(Root.FullName, "src"));

    /// <summary>Every C# file below <c>src</c> that somebody wrote.</summary>
    public static readonly IReadOnlyList<FileInfo> All = [.. Below("*.cs", Source)];

    private static readonly Dictionary<string, string> Texts = All.ToDictionary(
        file => file.FullName,
        file => File.ReadAllText(file.FullName)
    );

    /// <summary>The project files below <c>src</c>, and what they import.</summary>
    public static readonly IReadOnlyList<FileInfo> Projects = [.. Below("*.csproj", Source), .. Below("*.targets", Source)];

    /// <summary>The path of the one file that declares a type.</summary>
    public static string Declaring(Type type) =>
        All.Single(file => Regex.IsMatch(Texts[file.FullName], $@"\b(class|record|struct) {type.Name}\b")).FullName;

    public static bool IsMigration(FileInfo file) => file.Directory!.Name == "Migrations";

    private static IEnumerable<FileInfo> Below(string pattern, DirectoryInfo directory) =>
        directory
            .EnumerateFiles(pattern)
            .Concat(directory.EnumerateDirectories().Where(d => !Skipped.Contains(d.Name)).SelectMany(d => Below(pattern, d)));
}
