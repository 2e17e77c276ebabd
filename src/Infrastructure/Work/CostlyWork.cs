using LiveChat.Application.Abstractions;

namespace LiveChat.Infrastructure.Work;

/// <summary>
/// Everything that takes a processor for long enough to be felt by those who only chat, on threads of its own (ADR-019): on the pool's few
/// threads it would hold up the messages. Each kind has its lane, so that one kind never waits for another.
/// </summary>
internal sealed class CostlyWork : ICostlyWork, IDisposable
{
    private static readonly int HalfOfTheCores = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>Hashing of passwords; keys are addresses before a sign-in and users after it.</summary>
    public FairLane Passwords { get; } = new("passwords", HalfOfTheCores);

    /// <summary>Searches, and lists that walk over much.</summary>
    public FairLane Searches { get; } = new("searches", Math.Max(2, HalfOfTheCores));

    /// <summary>Where all conversations of somebody stand: asked with every connection, so it does not wait for searches.</summary>
    public FairLane Heads { get; } = new("heads", HalfOfTheCores);

    /// <summary>Looking through uploaded files, which takes milliseconds.</summary>
    public FairLane Files { get; } = new("files", HalfOfTheCores);

    /// <summary>Decoding and writing of pictures, which may take seconds.</summary>
    public FairLane Pictures { get; } = new("pictures", HalfOfTheCores);

    public Task<T> RunAsync<T>(CostlyKind kind, string key, Func<Task<T>> work, CancellationToken cancellationToken) =>
        (kind == CostlyKind.Heads ? Heads : Searches).RunAsync(key, work, cancellationToken);

    public void Dispose()
    {
        foreach (var lane in new[] { Passwords, Searches, Heads, Files, Pictures })
            lane.Dispose();
    }
}
