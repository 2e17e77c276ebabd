namespace LiveChat.UnitTests.Architecture;

internal static class SourceFiles
{
    private static readonly HashSet<string> Skipped = ["bin", "obj", "node_modules", "wwwroot"];

    /// <summary>Every C# file below <c>src</c> that somebody wrote.</summary>
    public static readonly IReadOnlyList<FileInfo> All = [.. Below(new DirectoryInfo(Path.Combine(FindRoot(), "src")))];

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

    private static IEnumerable<FileInfo> Below(DirectoryInfo directory) =>
        directory.EnumerateFiles("*.cs").Concat(directory.EnumerateDirectories().Where(d => !Skipped.Contains(d.Name)).SelectMany(Below));
}
