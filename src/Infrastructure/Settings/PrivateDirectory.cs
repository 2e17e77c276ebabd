namespace LiveChat.Infrastructure.Settings;

/// <summary>A directory for what others on the machine must not read: conversations and keys.</summary>
public static class PrivateDirectory
{
    /// <summary>Creates it for this user alone if it does not exist; one that exists keeps its rights.</summary>
    public static void Create(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
