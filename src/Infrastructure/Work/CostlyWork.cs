using System.Runtime.InteropServices;

namespace LiveChat.Infrastructure.Work;

/// <summary>
/// Runs work that uses a processor long enough to delay messages, on threads of its own (ADR-019) instead of the pool's few. Each kind of
/// work has its own lane, so that one kind never waits for another.
/// </summary>
internal sealed class CostlyWork : ICostlyWork, IDisposable
{
    private const int ExportsAtOnce = 2;
    private const int MaxExportsWaitingOfOne = 4;
    private const int MaxExportsWaiting = 32;

    private static readonly int HalfOfTheCores = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Hashing of passwords. Its keys are addresses before the sign-in, and users after it.</summary>
    public FairLane Passwords { get; } = new("passwords", HalfOfTheCores);

    /// <summary>Searches, and lists that read many rows.</summary>
    public FairLane Searches { get; } = new("searches", Math.Max(2, HalfOfTheCores));

    /// <summary>A user's own conversations, a page at a time.</summary>
    public FairLane Lists { get; } = new("lists", HalfOfTheCores);

    /// <summary>The heads of all of a user's conversations. Every connection asks for them, so they don't wait for searches.</summary>
    public FairLane Heads { get; } = new("heads", HalfOfTheCores);

    /// <summary>Exports, which last as long as the client's line needs.</summary>
    public FairLane Exports { get; } = new("exports", ExportsAtOnce, MaxExportsWaitingOfOne, MaxExportsWaiting);

    /// <summary>Inspecting uploaded files, which takes milliseconds.</summary>
    public FairLane Files { get; } = new("files", HalfOfTheCores);

    /// <summary>Decoding and encoding pictures, which may take seconds.</summary>
    public FairLane Pictures { get; } = new("pictures", HalfOfTheCores);

    public Task<T> RunAsync<T>(CostlyKind kind, string key, Func<Task<T>> work, CancellationToken cancellationToken) =>
        LaneOf(kind).RunAsync(key, work, cancellationToken);

    public Task<T> ExportAsync<T>(string key, Func<Task<T>> work, CancellationToken cancellationToken) =>
        Exports.RunAsync(key, work, cancellationToken);

    public void Dispose()
    {
        foreach (var lane in new[] { Passwords, Searches, Lists, Heads, Exports, Files, Pictures })
            lane.Dispose();
    }

    private FairLane LaneOf(CostlyKind kind) =>
        kind switch
        {
            CostlyKind.Heads => Heads,
            CostlyKind.Lists => Lists,
            _ => Searches,
        };
}

#pragma warning disable SYSLIB1054, CA5392 // The generated import needs unsafe code, and these are three numbers; libc is the system's own.

/// <summary>Lowers the priority of the calling thread. .NET's own thread priorities do nothing on Linux.</summary>
internal static class LowPriority
{
    private const int OfProcessOrThread = 0;
    private const int CallingThread = 0;

    /// <summary>
    /// About a fifth of a core beside a busy thread. With less, a thread would reach too late the point at which the garbage collector
    /// stops all threads, and everybody would wait for it.
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
