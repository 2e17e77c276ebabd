namespace LiveChat.Infrastructure.Work;

/// <summary>
/// A few threads of low priority that do costly work of one kind. Each key (user or address) has its own queue. The queues take turns, and
/// at most one item of each is worked on at a time, so that nobody waits behind everything that somebody else has asked for.
/// </summary>
internal sealed class FairLane(
    string name,
    int threads,
    int maxWaitingOfOne = FairLane.DefaultMaxWaitingOfOne,
    int maxWaiting = FairLane.DefaultMaxWaiting
) : IDisposable
{
    private const int DefaultMaxWaitingOfOne = 32;
    private const int DefaultMaxWaiting = 1024;

    [ThreadStatic]
    private static bool _isThisThread;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<Piece>> _waiting = new(StringComparer.Ordinal);
    private readonly HashSet<string> _atWork = new(StringComparer.Ordinal);

    /// <summary>The queues in the order of their turns: those that have waiting items, none of which is being worked on.</summary>
    private readonly Queue<string> _turns = new();
    private readonly HashSet<string> _inTurn = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _ready = new(0);
    private int _waitingCount;
    private int _startedThreads;
    private bool _isDisposed;

    /// <summary>Whether the calling thread is one of a lane.</summary>
    public static bool IsThisThread => _isThisThread;

    /// <summary>Whether something is being worked on.</summary>
    public bool IsWorking
    {
        get
        {
            lock (_lock)
                return _atWork.Count > 0;
        }
    }

    /// <summary>Does work on one of the lane's threads.</summary>
    /// <param name="key">The user's id or the address on whose behalf the work is done.</param>
    /// <exception cref="TooMuchAtOnceException">Too much waits already.</exception>
    public Task<T> RunAsync<T>(string key, Func<T> work, CancellationToken cancellationToken = default)
    {
        var piece = new Piece<T>(work, ExecutionContext.Capture(), cancellationToken);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_waiting.TryGetValue(key, out var own))
                _waiting[key] = own = new Queue<Piece>();
            if (own.Count >= maxWaitingOfOne)
                throw new TooMuchAtOnceException(isOwnDoing: true);
            if (_waitingCount >= maxWaiting)
            {
                Forget(key, own);
                throw new TooMuchAtOnceException(isOwnDoing: false);
            }

            own.Enqueue(piece);
            _waitingCount++;
            if (!_atWork.Contains(key))
                GiveTurn(key);
            if (_startedThreads < threads)
            {
                _startedThreads++;
                new Thread(WorkUntilDisposed) { Name = $"LiveChat {name}", IsBackground = true }.Start();
            }
        }

        // Who has gone away waits no longer, and takes no place of those who still do.
        piece.OnCancelled(() => Abandon(key, piece), cancellationToken);
        return piece.Completion;
    }

    /// <summary>Does work that is asynchronous only in form, such as reading from SQLite, which blocks its thread.</summary>
    /// <inheritdoc cref="RunAsync{T}(string, Func{T}, CancellationToken)"/>
    public Task<T> RunAsync<T>(string key, Func<Task<T>> work, CancellationToken cancellationToken = default) =>
        RunAsync(key, () => work().GetAwaiter().GetResult(), cancellationToken);

    public void Dispose()
    {
        lock (_lock)
        {
            if (_isDisposed)
                return;
            _isDisposed = true;
            foreach (var piece in _waiting.Values.SelectMany(own => own))
                piece.Cancel();
            _waiting.Clear();
            _turns.Clear();
            _ready.Release(Math.Max(1, _startedThreads));
        }
    }

    private void GiveTurn(string key)
    {
        if (!_inTurn.Add(key))
            return;
        _turns.Enqueue(key);
        _ready.Release();
    }

    private void Abandon(string key, Piece piece)
    {
        lock (_lock)
        {
            if (!_waiting.TryGetValue(key, out var own) || !own.Contains(piece))
                return;
            var others = new Queue<Piece>(own.Where(p => p != piece));
            _waitingCount--;
            if (others.Count == 0)
                _waiting.Remove(key);
            else
                _waiting[key] = others;
        }

        piece.Cancel();
    }

    private void Forget(string key, Queue<Piece> own)
    {
        if (own.Count == 0)
            _waiting.Remove(key);
    }

    private void WorkUntilDisposed()
    {
        LowPriority.ApplyToThisThread();
        _isThisThread = true;
        while (true)
        {
            _ready.Wait();
            string key;
            Piece piece;
            lock (_lock)
            {
                if (_isDisposed)
                    return;
                key = _turns.Dequeue();
                _inTurn.Remove(key);
                // All of it may have been abandoned meanwhile.
                if (!_waiting.TryGetValue(key, out var waiting))
                    continue;
                piece = waiting.Dequeue();
                _waitingCount--;
                _atWork.Add(key);
            }

            piece.Work();
            lock (_lock)
            {
                _atWork.Remove(key);
                if (!_waiting.TryGetValue(key, out var own))
                    continue;
                if (own.Count > 0)
                    GiveTurn(key);
                else
                    _waiting.Remove(key);
            }
        }
    }

    private abstract class Piece
    {
        private CancellationTokenRegistration _abandonment;

        public void OnCancelled(Action abandon, CancellationToken cancellationToken) =>
            _abandonment = cancellationToken.UnsafeRegister(_ => abandon(), null);

        public void Work()
        {
            _abandonment.Unregister();
            Begin();
        }

        public abstract void Cancel();

        protected abstract void Begin();
    }

    private sealed class Piece<T>(Func<T> work, ExecutionContext? context, CancellationToken cancellationToken) : Piece
    {
        private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Completion => _completion.Task;

        public override void Cancel() => _completion.TrySetCanceled(CancellationToken.None);

        protected override void Begin()
        {
            if (cancellationToken.IsCancellationRequested)
                _completion.TrySetCanceled(cancellationToken);
            else if (context is null)
                Complete();
            else
                ExecutionContext.Run(context, static piece => ((Piece<T>)piece!).Complete(), this);
        }

        private void Complete()
        {
            try
            {
                _completion.TrySetResult(work());
            }
            catch (OperationCanceledException exception)
            {
                _completion.TrySetCanceled(exception.CancellationToken);
            }
            catch (Exception exception)
            {
                _completion.TrySetException(exception);
            }
        }
    }
}
