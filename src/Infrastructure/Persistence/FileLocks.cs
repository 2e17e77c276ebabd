using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>
/// Keeps a second server from using the same files. The locks are file locks of the operating system, on files in the directories
/// themselves, so that they hold whichever path leads there, and end with a crash.
/// </summary>
public sealed class FileLocks : IDisposable
{
    /// <summary>EAGAIN and ERROR_SHARING_VIOLATION: another process has locked the file.</summary>
    private const int TakenOnLinux = 11;
    private const int TakenOnMac = 35;
    private const int TakenOnWindows = unchecked((int)0x80070020);

    private readonly List<FileStream> _locks = [];

    /// <param name="path">The file to lock.</param>
    /// <param name="setting">The setting that leads there.</param>
    /// <param name="what">What the lock keeps others from.</param>
    /// <exception cref="SettingsException">Another server holds the lock, or the file can't be created.</exception>
    public void Take(string path, string setting, string what)
    {
        try
        {
            PrivateFiles.CreateDirectory(Path.GetDirectoryName(path)!);
            _locks.Add(PrivateFiles.OpenAlone(path));
        }
        catch (IOException exception) when (exception.HResult is TakenOnLinux or TakenOnMac or TakenOnWindows)
        {
            throw new SettingsException(
                $"{setting}: another LiveChat server is already running on {what}. Stop it, or give this one a directory of its own."
            );
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException(
                $"{setting} can't be used ({exception.Message.ReplaceLineEndings(" ")}). Check that the path exists and that this user may write there."
            );
        }
    }

    public void Dispose()
    {
        // The files are not deleted: another server may have just opened one, and would then hold a lock on a deleted file.
        _locks.ForEach(l => l.Dispose());
        _locks.Clear();
    }
}

/// <summary>Keeps a second server that this one does not know from using the same database or the same files.</summary>
public sealed class DataLocks(IDatabaseEngine engine, MediaSettings media, FileLocks files)
{
    public const string FileName = ".livechat.lock";

    /// <param name="isAlone">Whether no other server may use them; otherwise those that also say no may.</param>
    /// <exception cref="SettingsException">Another server uses one of them.</exception>
    public void Take(bool isAlone)
    {
        engine.Take(isAlone);
        if (isAlone)
            files.Take(Path.Combine(media.Directory, FileName), "Media:Directory (or DataDirectory)", media.Directory);
    }
}
