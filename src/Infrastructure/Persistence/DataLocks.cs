using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>
/// Keeps a second server away from the same data: pushes of one would never reach the people at the other. The locks are the operating
/// system's, on files that lie in the directories themselves: it does not matter by which path they are reached, and a crash leaves none.
/// </summary>
public sealed class DataLocks(DatabaseSettings database, MediaSettings media) : IDisposable
{
    private const string DirectoryLock = ".livechat.lock";

    /// <summary>EAGAIN and ERROR_SHARING_VIOLATION: how .NET says that another process has the file.</summary>
    private const int TakenOnLinux = 11;
    private const int TakenOnMac = 35;
    private const int TakenOnWindows = unchecked((int)0x80070020);

    private readonly List<FileStream> _locks = [];

    /// <exception cref="SettingsException">Another server has them, or they can't be made.</exception>
    public void Take()
    {
        if (SqliteDatabase.PathIn(database.ConnectionString) is { } file)
        {
            var path = FinalPathOf(file);
            Take($"{path}.lock", "Database:ConnectionString (or DataDirectory)", path);
        }

        Take(Path.Combine(media.Directory, DirectoryLock), "Media:Directory (or DataDirectory)", media.Directory);
    }

    public void Dispose()
    {
        // The files stay: to delete one that another server has just opened would give both of them a lock.
        _locks.ForEach(l => l.Dispose());
        _locks.Clear();
    }

    private void Take(string path, string setting, string what)
    {
        try
        {
            PrivateFiles.CreateDirectory(Path.GetDirectoryName(path)!);
            _locks.Add(PrivateFiles.OpenAlone(path));
        }
        catch (IOException exception) when (exception.HResult is TakenOnLinux or TakenOnMac or TakenOnWindows)
        {
            throw new SettingsException($"{setting}: another LiveChat server is already running on {what}. Stop it, or give this one a directory of its own.");
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException($"{setting} can't be used ({exception.Message.ReplaceLineEndings(" ")}). Check that the path exists and that this user may write there.");
        }
    }

    /// <summary>Where a link leads.</summary>
    private static string FinalPathOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            return path;
        }
    }
}
