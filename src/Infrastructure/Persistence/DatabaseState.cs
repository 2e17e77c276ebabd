using LiveChat.Infrastructure.Persistence.Sqlite;
using Microsoft.Data.Sqlite;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>Whether the database can be written to.</summary>
public sealed class DatabaseState(SqliteDatabase database, TimeProvider clock) : IDisposable
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOrOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CanNotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>How long the check waits for the write lock. Messages would wait as long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How long a result is reused, because anybody may call the check, and each one costs a sync to disk.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _looking = new(1, 1);
    private (long At, bool CanWrite)? _last;

    /// <summary>
    /// Whether an exception means that the database is locked, full, read-only or broken, and not an error of the caller or a bug.
    /// </summary>
    public static bool IsAtFault(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (
                exception is SqliteException
                {
                    SqliteErrorCode: Busy or Locked or ReadOnly or InputOrOutput or Corrupt or Full or CanNotOpen or NotADatabase
                }
            )
                return true;
        }

        return false;
    }

    /// <summary>Whether a message can be stored now, or could be a moment ago.</summary>
    /// <param name="isRemembered">Whether a recent result may be reused.</param>
    public async Task<bool> CanWriteAsync(CancellationToken cancellationToken, bool isRemembered = true)
    {
        await _looking.WaitAsync(cancellationToken);
        try
        {
            if (isRemembered && _last is { } last && clock.GetElapsedTime(last.At) < RememberedFor)
                return last.CanWrite;
            var canWrite = await TryWriteAsync(cancellationToken);
            _last = (clock.GetTimestamp(), canWrite);
            return canWrite;
        }
        finally
        {
            _looking.Release();
        }
    }

    public void Dispose() => _looking.Dispose();

    /// <summary>
    /// Commits a write, because only a commit tells whether a message can be stored. It sets SQLite's <c>user_version</c>, which nothing
    /// else uses: that writes a page even when the number stays the same, which updating a row to its old value does not.
    /// </summary>
    private async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var lease = await database.LockForWritingAsync(limit.Token);
            await using var connection = new SqliteConnection(database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            database.MakeDurable(connection);
            await using var command = connection.CreateCommand();
            command.CommandTimeout = (int)Patience.TotalSeconds;
            command.CommandText = "PRAGMA user_version=0";
            await command.ExecuteNonQueryAsync(cancellationToken);
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The write lock was held by another write all the time.
            return false;
        }
    }
}
