namespace LiveChat.Infrastructure.Settings;

/// <summary>Directories and files for what others on the machine must not read: conversations and keys.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates a directory for this user alone if it does not exist; one that exists keeps its rights.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnFile | UnixFileMode.UserExecute);
    }

    /// <summary>Creates a file for this user alone, unbuffered.</summary>
    /// <exception cref="IOException">It exists, or the disk is at fault.</exception>
    public static FileStream Create(string path, FileOptions kind = FileOptions.None)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0, Options = kind };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnFile;
        return new FileStream(path, options);
    }

    /// <summary>Opens a file for this user alone, creating it if it is not there, and keeps every other process from opening it so.</summary>
    /// <exception cref="IOException">Another process has it open, or the disk is at fault.</exception>
    public static FileStream OpenAlone(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnFile;
        return new FileStream(path, options);
    }

    /// <summary>Takes from all others the rights that they have to a file, if it is this user's and is there.</summary>
    public static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows() || !File.Exists(path) || (File.GetUnixFileMode(path) & ~OwnFile) == 0)
            return;
        try
        {
            File.SetUnixFileMode(path, OwnFile);
        }
        catch (UnauthorizedAccessException)
        {
            // It belongs to another user, who has let this one in.
        }
    }

    /// <summary>Writes a small file for this user alone, whole or not at all, whatever happens meanwhile. One that is there already stays.</summary>
    public static void WriteWhole(string path, string content)
    {
        var unfinished = $"{path}.{Path.GetRandomFileName()}";
        using (var file = Create(unfinished))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(content));
            file.Flush(flushToDisk: true);
        }

        try
        {
            File.Move(unfinished, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Whether an exception says that the disk is at fault.</summary>
    public static bool IsOfDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
