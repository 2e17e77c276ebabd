namespace LiveChat.IntegrationTests.Support;

/// <summary>An empty directory that is gone afterwards, and the database of an installation in it as well.</summary>
public sealed class TempDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("livechat-tests-").FullName;

    public void Dispose()
    {
        TestDatabase.DropOf(Path);
        // Pooled connections keep the file open.
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }
}
