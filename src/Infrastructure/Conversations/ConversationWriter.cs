using System.Threading.Channels;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Persistence;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure.Conversations;

/// <summary>
/// The one writer of conversations (ADR-005). It takes all that waits, applies each mutation to its aggregate, commits
/// once, and only then answers the callers and hands the events on. Under load many messages so share one sync to disk;
/// alone, a message waits for nothing.
/// </summary>
public sealed class ConversationWriter(IConversationDatabase store, CommittedEvents committed, ILogger<ConversationWriter> logger)
    : IHostedService,
        IConversationWriter,
        IDisposable
{
    private const int QueueCapacity = 4096;
    private const int MaxBatchSize = 256;

    /// <summary>How often a batch is tried whose locks met those of another node.</summary>
    private const int MaxAttempts = 5;

    // The thread that waits for this queue is woken by the caller who writes to it, without a detour over the pool.
    private readonly Channel<PendingMutation> _queue = Channel.CreateBounded<PendingMutation>(
        new BoundedChannelOptions(QueueCapacity) { SingleReader = true, AllowSynchronousContinuations = true }
    );

    private readonly AutoResetEvent _wake = new(false);

    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A server that fails to start stops services that were never started.</summary>
    private bool _isStarted;

    public Task<Result<T>> WriteAsync<T>(
        Func<IConversationStore, Result<T>> mutation,
        ExpectedLookups expected,
        CancellationToken cancellationToken
    )
    {
        var pending = new PendingMutation<T>(mutation, expected, cancellationToken);
        return _queue.Writer.TryWrite(pending) ? pending.Completion : Task.FromResult<Result<T>>(ConversationErrors.Busy);
    }

    /// <summary>
    /// Starts a thread of the writer's own: it spends most of its time in the disk, where it would keep one of the pool's few threads from
    /// everybody else.
    /// </summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _isStarted = true;
        new Thread(WriteUntilStopped) { Name = "LiveChat writer", IsBackground = true }.Start();
        return Task.CompletedTask;
    }

    /// <summary>Takes nothing in any more, and returns when what had been taken in is finished.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        return _isStarted ? _finished.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
    }

    public void Dispose() => _wake.Dispose();

    private void WriteUntilStopped()
    {
        var batch = new List<PendingMutation>(MaxBatchSize);
        while (WaitToRead())
        {
            while (batch.Count < MaxBatchSize && _queue.Reader.TryRead(out var pending))
            {
                if (!pending.IsCancelled())
                    batch.Add(pending);
            }

            if (batch.Count > 0)
                Write(batch);
            batch.Clear();
        }

        _finished.SetResult();
    }

    /// <summary>
    /// Sleeps until there is something to do. A task that is waited for spins first, which takes the cores from those who have something to
    /// do.
    /// </summary>
    private bool WaitToRead()
    {
        var waiting = _queue.Reader.WaitToReadAsync().AsTask();
        if (!waiting.IsCompleted)
        {
            waiting.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() => _wake.Set());
            _wake.WaitOne();
        }

        return waiting.GetAwaiter().GetResult();
    }

    private void Write(List<PendingMutation> batch, int attempt = 1)
    {
        try
        {
            if (!TryCommit(batch))
                WriteEach(batch);
        }
        catch (Exception exception) when (attempt < MaxAttempts && DatabaseState.IsConflict(exception))
        {
            Write(batch, attempt + 1);
        }
        catch (Exception exception) when (DatabaseState.IsAtFault(exception))
        {
            // None of them is to blame, and to try each alone would keep all the others waiting for as long again.
            WriterLog.MutationFailed(logger, exception);
            batch.ForEach(pending => pending.Fail(exception));
        }
        catch (Exception exception) when (batch.Count > 1)
        {
            WriterLog.BatchFailed(logger, exception, batch.Count);
            WriteEach(batch);
        }
        catch (Exception exception)
        {
            WriterLog.MutationFailed(logger, exception);
            batch[0].Fail(exception);
        }
    }

    /// <summary>One of them is at fault; alone, it fails alone.</summary>
    private void WriteEach(List<PendingMutation> batch)
    {
        foreach (var pending in batch)
            Write([pending]);
    }

    /// <returns>False, with nothing committed, when one of several failed with its work half done.</returns>
    private bool TryCommit(List<PendingMutation> batch)
    {
        var events = new List<IDomainEvent>(batch.Count);
        using (var transaction = store.Begin(batch.Select(pending => pending.Expected)))
        {
            var hasKept = false;
            foreach (var pending in batch)
            {
                if (pending.Apply(transaction))
                {
                    transaction.Keep(events);
                    hasKept = true;
                }
                else if (!transaction.TryDrop() && batch.Count > 1)
                {
                    return false;
                }
            }

            if (hasKept)
            {
                transaction.Commit();
                committed.Announce(events);
            }
        }

        // Waking all who wait takes longer than anything else that is left to do; the next batch need not wait for it.
        ThreadPool.UnsafeQueueUserWorkItem(Answer, batch.ToArray(), preferLocal: false);
        return true;
    }

    private static void Answer(PendingMutation[] batch)
    {
        foreach (var pending in batch)
            pending.Answer();
    }
}

/// <summary>A mutation on its way through the queue, and the caller who waits for it.</summary>
internal abstract class PendingMutation(ExpectedLookups expected)
{
    public ExpectedLookups Expected => expected;

    /// <summary>True, and answered, when the caller gave up before the mutation was begun.</summary>
    public abstract bool IsCancelled();

    /// <returns>False when it failed.</returns>
    public abstract bool Apply(IConversationStore store);

    public abstract void Answer();

    public abstract void Fail(Exception exception);
}

internal sealed class PendingMutation<T>(
    Func<IConversationStore, Result<T>> mutation,
    ExpectedLookups expected,
    CancellationToken cancellationToken
) : PendingMutation(expected)
{
    private readonly TaskCompletionSource<Result<T>> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Result<T>? _result;

    public Task<Result<T>> Completion => _completion.Task;

    public override bool IsCancelled() => cancellationToken.IsCancellationRequested && _completion.TrySetCanceled(cancellationToken);

    public override bool Apply(IConversationStore store)
    {
        _result = mutation(store);
        return _result.IsSuccess;
    }

    public override void Answer() => _completion.SetResult(_result!);

    public override void Fail(Exception exception) => _completion.SetException(exception);
}

internal static partial class WriterLog
{
    [LoggerMessage(10, LogLevel.Warning, "A batch of {Count} changes failed; each is tried alone")]
    public static partial void BatchFailed(ILogger logger, Exception exception, int count);

    [LoggerMessage(11, LogLevel.Error, "A change of a conversation failed")]
    public static partial void MutationFailed(ILogger logger, Exception exception);

    [LoggerMessage(12, LogLevel.Warning, "Telling where conversations stand failed; they are told again with their next change")]
    public static partial void HeadsLost(ILogger logger, Exception exception);
}
