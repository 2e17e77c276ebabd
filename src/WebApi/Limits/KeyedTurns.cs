using LiveChat.Application.Common;

namespace LiveChat.WebApi.Limits;

/// <summary>
/// Runs calls with the same key one at a time. Where only some outcomes count towards a limit, many calls at once would otherwise all be
/// let in before the first is counted. Different keys never wait for each other, and only a limited number waits for one key.
/// </summary>
internal sealed class KeyedTurns
{
    private const int MaxWaiting = 64;

    private readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <exception cref="TooMuchAtOnceException">Too many wait already.</exception>
    public async Task<IDisposable> TakeAsync(string key, CancellationToken cancellationToken)
    {
        Turn turn;
        lock (_lock)
        {
            if (!_turns.TryGetValue(key, out turn!))
                _turns[key] = turn = new Turn();
            if (turn.Users > MaxWaiting)
                throw new TooMuchAtOnceException(isOwnDoing: true);
            turn.Users++;
        }

        try
        {
            await turn.Gate.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(key, turn);
            throw;
        }

        return new Release(() =>
        {
            turn.Gate.Release();
            Leave(key, turn);
        });
    }

    private void Leave(string key, Turn turn)
    {
        lock (_lock)
        {
            if (--turn.Users > 0)
                return;
            _turns.Remove(key);
            turn.Gate.Dispose();
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        /// <summary>The call whose turn it is, and the calls that wait.</summary>
        public int Users { get; set; }
    }

    private sealed class Release(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
