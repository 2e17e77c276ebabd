using LiveChat.Application.Common;

namespace LiveChat.Application.Abstractions;

/// <summary>Does costly work where it holds up no message, and fairly between those who ask for it.</summary>
public interface ICostlyWork
{
    /// <param name="key">On whose behalf: a user's id or an address.</param>
    /// <exception cref="TooMuchAtOnceException">Too much waits already.</exception>
    Task<T> RunAsync<T>(CostlyKind kind, string key, Func<Task<T>> work, CancellationToken cancellationToken);
}
