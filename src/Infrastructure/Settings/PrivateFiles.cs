using System.Runtime.InteropServices;

namespace LiveChat.Infrastructure.Settings;

/// <summary>Creates directories and files that other users of the machine can't read, for conversations and keys.</summary>
public static class PrivateFiles
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates a directory for this user only, if it does not exist; an existing one keeps its rights.</summary>
    public static void CreateDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnFile | UnixFileMode.UserExecute);
    }

    /// <summary>Creates a file for this user alone, unbuffered.</summary>
    /// <exception cref="IOException">The file exists, or the disk failed.</exception>
    public static FileStream Create(string path, FileOptions kind = FileOptions.None)
    {
        return Open(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Options = kind,
            }
        );
    }

    /// <summary>Creates a file for this user alone that has its space on the disk already, and is deleted when it is disposed.</summary>
    /// <exception cref="IOException">There is not as much room, or the disk failed.</exception>
    public static FileStream CreateWithRoom(string path, long bytes)
    {
        return Open(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
                PreallocationSize = bytes,
            }
        );
    }

    /// <summary>Opens or creates a file for this user only, and locks it against other processes that open it in this way.</summary>
    /// <exception cref="IOException">Another process has it open, or the disk is at fault.</exception>
    public static FileStream OpenAlone(string path)
    {
        return Open(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
            }
        );
    }

    /// <summary>Removes the rights of all other users to a file, if it exists and belongs to this user.</summary>
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
            // The file belongs to another user, who gave this one access.
        }
    }

    /// <summary>Writes a small file for this user only, atomically. An existing file stays as it is.</summary>
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

    /// <summary>Brings the names in a directory to disk, so that a file that was renamed there has its new name after a power cut.</summary>
    public static void FlushDirectory(string path)
    {
        // Windows brings names to disk by itself.
        if (OperatingSystem.IsWindows() || OpenDescriptor(path, 0) is var directory && directory < 0)
            return;
        _ = FlushDescriptor(directory);
        _ = CloseDescriptor(directory);
    }

    /// <summary>Puts a whole file in the place of another: first what is in it is brought to disk, then its name.</summary>
    public static void PutInPlace(string file, string target)
    {
        using (var written = File.Open(file, FileMode.Open, FileAccess.ReadWrite))
            written.Flush(flushToDisk: true);
        File.Move(file, target, overwrite: true);
        FlushDirectory(Path.GetDirectoryName(target)!);
    }

    private static FileStream Open(string path, FileStreamOptions options)
    {
        options.BufferSize = 0;
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnFile;
        return new FileStream(path, options);
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int OpenDescriptor([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int FlushDescriptor(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int CloseDescriptor(int descriptor);

    /// <summary>Whether an exception says that the disk is at fault.</summary>
    public static bool IsOfDisk(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
