using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>
/// Keeps a second server from using the same data, because pushes of one would never reach the users of the other. The locks are file locks
/// of the operating system, on files in the directories themselves, so that they hold whichever path leads there, and end with a crash.
/// </summary>
public sealed class DataLocks(DatabaseSettings database, MediaSettings media) : IDisposable
{
    private const string DirectoryLock = ".livechat.lock";

    /// <summary>EAGAIN and ERROR_SHARING_VIOLATION: another process has locked the file.</summary>
    private const int TakenOnLinux = 11;
    private const int TakenOnMac = 35;
    private const int TakenOnWindows = unchecked((int)0x80070020);

    private readonly List<FileStream> _locks = [];

    /// <exception cref="SettingsException">Another server holds the locks, or the files can't be created.</exception>
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
        // The files are not deleted: another server may have just opened one, and would then hold a lock on a deleted file.
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

    /// <summary>The target of a symbolic link.</summary>
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
