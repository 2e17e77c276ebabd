namespace LiveChat.IntegrationTests.Conversations;

/// <summary>A conversation as the contract defines it.</summary>
internal sealed class ConversationModel(long id, int[] members)
{
    private static readonly SemaphoreSlim Admin = new(1, 1);

    private readonly Lock _lock = new();
    private readonly SortedDictionary<long, (long Id, int Sender, string CreatedAt)> _messages = [];
    private readonly HashSet<long> _recalled = [];
    private readonly HashSet<long> _removed = [];
    private long _removals;
    private long _restored;
    private readonly Dictionary<int, long> _cursors = members.ToDictionary(m => m, _ => 0L);

    public long Id => id;

    public int[] Members => members;

    /// <summary>The highest that was acknowledged: as far as anybody may read.</summary>
    public long LastSequence
    {
        get
        {
            lock (_lock)
                return _messages.Count == 0 ? 0 : _messages.Keys.Last();
        }
    }

    public long Revision
    {
        get
        {
            lock (_lock)
                return _messages.Count + _recalled.Count + _removals + _restored;
        }
    }

    public void Sent(long sequence, long messageId, int sender, string createdAt)
    {
        lock (_lock)
            _messages.Add(sequence, (messageId, sender, createdAt));
    }

    public void Read(int member, long sequence)
    {
        lock (_lock)
            _cursors[member] = Math.Max(_cursors[member], sequence);
    }

    public long? PickOwn(int member, double pick)
    {
        lock (_lock)
        {
            var own = _messages.Values.Where(m => m.Sender == member).ToList();
            return own.Count == 0 ? null : own[Math.Min(own.Count - 1, (int)(own.Count * pick))].Id;
        }
    }

    public void Recalled(long messageId)
    {
        lock (_lock)
            _recalled.Add(messageId);
    }

    public long? PickAny(double pick)
    {
        lock (_lock)
            return _messages.Count == 0
                ? null
                : _messages.Values.ElementAt(Math.Min(_messages.Count - 1, (int)(_messages.Count * pick))).Id;
    }

    public void Removed(long messageId)
    {
        lock (_lock)
            _removals += _removed.Add(messageId) ? 1 : 0;
    }

    public long? PickRemoved(double pick)
    {
        lock (_lock)
            return _removed.Count == 0 ? null : _removed.Order().ElementAt(Math.Min(_removed.Count - 1, (int)(_removed.Count * pick)));
    }

    public void Restored(long messageId)
    {
        lock (_lock)
            _restored += _removed.Remove(messageId) ? 1 : 0;
    }

    /// <summary>Keeps others out until it is disposed.</summary>
    public static async Task<IDisposable> HoldAsync()
    {
        await Admin.WaitAsync();
        return new Hold(Admin);
    }

    /// <summary>
    /// When the oldest message of the first member came that stands and has no standing one of the other member after it.
    /// </summary>
    public string? WaitingSince()
    {
        lock (_lock)
        {
            string? since = null;
            foreach (var (_, message) in _messages)
            {
                if (_recalled.Contains(message.Id) || _removed.Contains(message.Id))
                    continue;
                since = message.Sender == members[0] ? since ?? message.CreatedAt : null;
            }

            return since;
        }
    }

    public long CursorOf(int member)
    {
        lock (_lock)
            return _cursors[member];
    }

    public long UnreadOf(int member)
    {
        lock (_lock)
            return _messages.Count(m =>
                m.Key > _cursors[member] && m.Value.Sender != member && !_recalled.Contains(m.Value.Id) && !_removed.Contains(m.Value.Id)
            );
    }

    private sealed class Hold(SemaphoreSlim held) : IDisposable
    {
        public void Dispose() => held.Release();
    }
}
