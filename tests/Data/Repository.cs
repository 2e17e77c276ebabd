namespace LiveChat.TestData;

/// <summary>The source tree that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>
    /// Writes again what follows from the code: the OpenAPI document, the web client's types, its copy of the hub's names, and the matrix
    /// in docs/security.md.
    /// </summary>
    public const string GenerateCommand = "dotnet run --project build -- generate";

    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? directory) =>
        directory is null ? throw new DirectoryNotFoundException("LiveChat.sln was not found above the tests.")
        : File.Exists(Path.Combine(directory.FullName, "LiveChat.sln")) ? directory.FullName
        : Find(directory.Parent);
}
