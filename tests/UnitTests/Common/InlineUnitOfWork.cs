namespace LiveChat.UnitTests.Common;

/// <summary>Runs the work at once and knows whether its transaction is still open.</summary>
internal sealed class InlineUnitOfWork : IUnitOfWork
{
    public bool IsOpen { get; private set; }

    public int Commits { get; private set; }

    public int Rollbacks { get; private set; }

    public async Task<TResult> ExecuteAsync<TResult>(Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TResult : Result
    {
        IsOpen = true;
        try
        {
            var result = await work(cancellationToken);
            if (result.IsSuccess)
                Commits++;
            else
                Rollbacks++;
            return result;
        }
        finally
        {
            IsOpen = false;
        }
    }
}
