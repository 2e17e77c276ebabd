using LiveChat.Application.Abstractions;

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

    public Task<T> ExportAsync<T>(string key, Func<Task<T>> work, CancellationToken cancellationToken) => Exports.RunAsync(key, work, cancellationToken);

    public void Dispose()
    {
        foreach (var lane in new[] { Passwords, Searches, Lists, Heads, Exports, Files, Pictures })
            lane.Dispose();
    }

    private FairLane LaneOf(CostlyKind kind) => kind switch
    {
        CostlyKind.Heads => Heads,
        CostlyKind.Lists => Lists,
        _ => Searches,
    };
}
