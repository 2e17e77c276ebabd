namespace LiveChat.UnitTests.Architecture;

internal static class SourceFiles
{
    private static readonly HashSet<string> Skipped = ["bin", "obj", "node_modules", "wwwroot"];

    public static readonly DirectoryInfo Root = new(FindRoot());

    private static readonly DirectoryInfo Source = new(Path.Combine(Root.FullName, "src"));

    /// <summary>Every C# file below <c>src</c> that somebody wrote.</summary>
    public static readonly IReadOnlyList<FileInfo> All = [.. Below("*.cs", Source)];

    /// <summary>The project files below <c>src</c>, and what they import.</summary>
    public static readonly IReadOnlyList<FileInfo> Projects = [.. Below("*.csproj", Source), .. Below("*.targets", Source)];

    public static bool IsMigration(FileInfo file) => file.Directory!.Name == "Migrations";

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "LiveChat.sln")))
                return directory.FullName;
        }

        throw new DirectoryNotFoundException($"There is no LiveChat.sln above {AppContext.BaseDirectory}.");
    }

    private static IEnumerable<FileInfo> Below(string pattern, DirectoryInfo directory) =>
        directory.EnumerateFiles(pattern).Concat(directory.EnumerateDirectories().Where(d => !Skipped.Contains(d.Name)).SelectMany(d => Below(pattern, d)));
}
