using LiveChat.Infrastructure.Persistence.PostgreSql;
using LiveChat.Infrastructure.Persistence.Sqlite;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>Whether the database can be written to.</summary>
public sealed class DatabaseState(IDatabaseEngine engine, TimeProvider clock) : IDisposable
{
    /// <summary>How long the check waits for the write lock. Messages would wait as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How long a result is reused, because anybody may call the check, and each one costs a sync to disk.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _looking = new(1, 1);
    private (long At, bool CanWrite)? _last;

    /// <summary>
    /// Whether an exception means that the database is locked, full, read-only or broken, and not an error of the caller or a bug.
    /// </summary>
    public static bool IsAtFault(Exception? exception) =>
        CausesOf(exception)
            .Any(cause =>
                cause switch
                {
                    SqliteException sqlite => SqliteEngine.IsAtFault(sqlite),
                    NpgsqlException npgsql => PostgreSqlEngine.IsAtFault(npgsql),
                    _ => false,
                }
            );

    /// <summary>Whether an exception means that another transaction came in between, and the same may well succeed when tried again.</summary>
    public static bool IsConflict(Exception? exception) =>
        CausesOf(exception)
            .Any(cause =>
                cause is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure }
            );

    /// <summary>Whether a message can be stored now, or could be a moment ago.</summary>
    /// <param name="isRemembered">Whether a recent result may be reused.</param>
    public async Task<bool> CanWriteAsync(CancellationToken cancellationToken, bool isRemembered = true)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (isRemembered && _last is { } last && clock.GetElapsedTime(last.At) < RememberedFor)
                return last.CanWrite;
            var canWrite = await engine.TryWriteAsync(Patience, cancellationToken);
            _last = (clock.GetTimestamp(), canWrite);
            return canWrite;
        }
        finally
        {
            _looking.Release();
        }
    }

    public void Dispose() => _looking.Dispose();

    private static IEnumerable<Exception> CausesOf(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
            yield return exception;
    }
}
