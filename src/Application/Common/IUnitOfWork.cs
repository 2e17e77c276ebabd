namespace LiveChat.Application.Common;

/// <summary>
/// A transaction for everything but conversations. It holds the one write lock from its first read, so that nothing else is written between
/// a check and the change that follows from it.
/// </summary>
public interface IUnitOfWork
{
    /// <summary>Runs the work in a transaction; commits on success and rolls back on failure or exception.</summary>
    Task<TResult> ExecuteAsync<TResult>(Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TResult : Result;
}
