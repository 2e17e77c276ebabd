using System.Runtime.InteropServices;

namespace LiveChat.Infrastructure.Work;

#pragma warning disable SYSLIB1054, CA5392 // The generated import needs unsafe code, and these are three numbers; libc is the system's own.

/// <summary>Lowers the priority of the calling thread. .NET's own thread priorities do nothing on Linux.</summary>
internal static class LowPriority
{
    private const int OfProcessOrThread = 0;
    private const int CallingThread = 0;

    /// <summary>
    /// About a fifth of a core beside a busy thread. With less, a thread would reach too late the point at which the garbage collector stops
    /// all threads, and everybody would wait for it.
    /// </summary>
    internal const int Niceness = 6;

    public static void ApplyToThisThread()
    {
        Thread.CurrentThread.Priority = ThreadPriority.Lowest;
        // On Linux this affects only the calling thread and the threads that it starts (those of libvips). Lowering a priority is always
        // allowed.
        if (OperatingSystem.IsLinux())
            _ = SetPriority(OfProcessOrThread, CallingThread, Niceness);
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    private static extern int SetPriority(int which, int who, int priority);
}
