using LiveChat.Domain.Common;

namespace LiveChat.Application.Abstractions;

/// <summary>
/// Everything that is stored but is no conversation. The work sees and changes the store alone: it holds the one write
/// lock from its first read, so that a check and the change that follows from it can't be raced.
/// </summary>
public interface IUnitOfWork
{
    /// <summary>Runs the work in a transaction; commits on success and rolls back on failure or exception.</summary>
    Task<TResult> ExecuteAsync<TResult>(Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TResult : Result;
}
