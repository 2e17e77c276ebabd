using LiveChat.Application.Common;

namespace LiveChat.Application.Abstractions;

/// <summary>Runs costly work on threads where it holds up no message, fairly between users and addresses.</summary>
public interface ICostlyWork
{
    /// <param name="key">The user's id or the address on whose behalf the work is done.</param>
    /// <exception cref="TooMuchAtOnceException">Too much waits already.</exception>
    Task<T> RunAsync<T>(CostlyKind kind, string key, Func<Task<T>> work, CancellationToken cancellationToken);

    /// <summary>Sends an export. It holds one of a few places until it ends, and a user has at most one at a time.</summary>
    /// <inheritdoc cref="RunAsync"/>
    Task<T> ExportAsync<T>(string key, Func<Task<T>> work, CancellationToken cancellationToken);
}
