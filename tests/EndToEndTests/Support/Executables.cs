namespace LiveChat.EndToEndTests.Support;

internal static class Executables
{
    private static readonly string[] Directories =
    [
        "/usr/bin",
        "/usr/local/bin",
        "/snap/bin",
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
    ];

    /// <param name="variable">Names the executable, and nothing else is looked for then.</param>
    /// <param name="names">In order of preference.</param>
    public static string? Find(string variable, IReadOnlyList<string> names) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named
            ? (File.Exists(named) ? named : null)
            : Directories.Where(d => d.Length > 0).SelectMany(d => names.Select(n => Path.Combine(d, n))).FirstOrDefault(File.Exists);
}
