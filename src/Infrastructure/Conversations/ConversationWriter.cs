using System.Diagnostics;
using System.Threading.Channels;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Telemetry;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure.Conversations;

/// <summary>
/// The one writer of conversations (ADR-005). It takes all that waits, applies each mutation to its aggregate, commits
/// once, and only then answers the callers and hands the events on. Under load many messages so share one sync to disk;
/// alone, a message waits for nothing.
/// </summary>
public sealed class ConversationWriter(
    IConversationDatabase store,
    CommittedEvents committed,
    ChatMetrics metrics,
    ILogger<ConversationWriter> logger
) : IHostedService, IConversationWriter, IDisposable
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

    /// <summary>The changes that wait.</summary>
    public int QueueLength => _queue.Reader.Count;

    public Task<Result<T>> WriteAsync<T>(
        Func<IConversationStore, Result<T>> mutation,
        ExpectedLookups expected,
        CancellationToken cancellationToken
    )
    {
        var pending = new PendingMutation<T>(mutation, expected, cancellationToken);
        if (_queue.Writer.TryWrite(pending))
            return pending.Completion;
        metrics.WritingFailed(WriterFailure.QueueFull);
        return Task.FromResult<Result<T>>(ConversationErrors.Busy);
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
            metrics.WritingFailed(WriterFailure.Database, batch.Count);
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
            metrics.WritingFailed(WriterFailure.Change);
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
        var causes = ChatTraces.IsOn ? new List<Activity?>(batch.Count) : null;
        var begunAt = Stopwatch.GetTimestamp();
        var hasKept = false;
        long committedAt = 0;
        using (var transaction = store.Begin(batch.Select(pending => pending.Expected)))
        {
            foreach (var pending in batch)
            {
                if (pending.Apply(transaction))
                {
                    transaction.Keep(events);
                    hasKept = true;
                    causes?.AddRange(Enumerable.Repeat(pending.Cause, events.Count - causes.Count));
                }
                else if (!transaction.TryDrop() && batch.Count > 1)
                {
                    return false;
                }
            }

            if (hasKept)
            {
                transaction.Commit();
                committedAt = Stopwatch.GetTimestamp();
                committed.Announce(new CommittedBatch(events, committedAt, causes));
            }
        }

        // Waking all who wait takes longer than anything else that is left to do; the next batch need not wait for it.
        ThreadPool.UnsafeQueueUserWorkItem(Answer, batch.ToArray(), preferLocal: false);
        if (hasKept)
            Measure(batch, events, begunAt, committedAt);
        return true;
    }

    private void Measure(List<PendingMutation> batch, List<IDomainEvent> events, long begunAt, long committedAt)
    {
        metrics.Committed(
            events,
            batch.Count,
            Stopwatch.GetElapsedTime(batch[0].QueuedAt, begunAt),
            Stopwatch.GetElapsedTime(begunAt, committedAt)
        );
        if (!ChatTraces.IsOn)
            return;
        // Each change has a span of its own for the commit that they share, so that the trace of a message is whole by itself (ADR-031).
        foreach (var pending in batch)
        {
            if (pending.Cause is not { } cause)
                continue;
            ChatTraces.Record(ChatTraces.WriterWait, cause, pending.QueuedAt, begunAt);
            ChatTraces.Record(ChatTraces.WriterCommit, cause, begunAt, committedAt, ChatTraces.BatchSize, batch.Count);
        }
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

    /// <summary>When it was handed to the queue, as a timestamp.</summary>
    public long QueuedAt { get; } = Stopwatch.GetTimestamp();

    /// <summary>The span that waits for it; null while nobody listens to spans.</summary>
    public Activity? Cause { get; } = ChatTraces.FindCause();

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
