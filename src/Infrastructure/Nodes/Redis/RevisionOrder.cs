using System.Collections.Concurrent;
using LiveChat.Infrastructure.Notifications;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.Infrastructure.Nodes.Redis;

/// <summary>
/// Hands pushes to the connections of this node in the order of their conversation, also when they come from several nodes. What comes too
/// early is held back for a moment. What comes too late is dropped: its receivers see by the next revision, or by the heads, that they lack
/// something, and ask for it.
/// </summary>
internal sealed class RevisionOrder : IDisposable
{
    /// <summary>How long a push waits for those before it.</summary>
    private static readonly TimeSpan MaxHold = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan SweepInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a conversation is remembered in which nothing happens.</summary>
    private static readonly TimeSpan MaxIdle = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan IdleInterval = TimeSpan.FromMinutes(1);

    /// <summary>The most pushes that one conversation holds back.</summary>
    private const int MaxHeld = 200;

    private readonly IOwnConnections _connections;
    private readonly TimeProvider _clock;
    private readonly Func<bool> _mayWait;
    private readonly ConcurrentDictionary<long, Standing> _standings = new();
    private readonly ConcurrentDictionary<Standing, bool> _holding = new();
    private readonly ITimer _sweep;
    private readonly ITimer _forget;

    /// <param name="mayWait">Whether pushes of other nodes can come at all; while they can't, nothing waits for them.</param>
    public RevisionOrder(IOwnConnections connections, TimeProvider clock, Func<bool> mayWait)
    {
        _connections = connections;
        _clock = clock;
        _mayWait = mayWait;
        _sweep = clock.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
        _forget = clock.CreateTimer(_ => ForgetIdle(), null, IdleInterval, IdleInterval);
    }

    /// <summary>Takes a push that this node made.</summary>
    /// <returns>Whether the change before it was this node's too.</returns>
    public bool TakeOwn(IReadOnlyList<string> groups, PushPlace place, SerializedHubMessage message) =>
        Take(new Held(groups, place, message), isOwn: true, followsOwn: false);

    /// <summary>Takes a push of another node.</summary>
    public void TakeOther(IReadOnlyList<string> groups, PushPlace place, bool followsOwn, SerializedHubMessage message) =>
        Take(new Held(groups, place, message), isOwn: false, followsOwn);

    public void Dispose()
    {
        _sweep.Dispose();
        _forget.Dispose();
    }

    private bool Take(Held push, bool isOwn, bool followsOwn)
    {
        while (true)
        {
            var standing = _standings.GetOrAdd(push.Place.ConversationId, _ => new Standing());
            lock (standing)
            {
                if (standing.IsForgotten)
                    continue;
                standing.UsedAt = _clock.GetTimestamp();
                if (isOwn)
                {
                    followsOwn = standing.LastOwn == push.Place.Revision - 1;
                    if (push.Place.IsChange)
                        standing.LastOwn = push.Place.Revision;
                }

                Place(standing, push, followsOwn);
                return followsOwn;
            }
        }
    }

    private void Place(Standing standing, Held push, bool followsOwn)
    {
        var place = push.Place;
        if (place.IsChange && place.Revision <= standing.Last)
            return;
        if (IsNext(standing, place) || (followsOwn && standing.Held.Count == 0))
        {
            Deliver(standing, push);
            DeliverNext(standing);
            return;
        }

        standing.Hold(push, _clock.GetTimestamp());
        if (_mayWait() && standing.Held.Count < MaxHeld)
            _holding[standing] = true;
        else
            DeliverAll(standing);
    }

    /// <summary>Whether nothing is known to be missing before it.</summary>
    private static bool IsNext(Standing standing, PushPlace place) =>
        standing.Last == 0 || place.Revision <= standing.Last + (place.IsChange ? 1 : 0);

    private void Deliver(Standing standing, Held push)
    {
        standing.Last = Math.Max(standing.Last, push.Place.Revision);
        _connections.Send(push.Groups, push.Message);
    }

    private void DeliverNext(Standing standing)
    {
        while (standing.Held.Count > 0 && IsNext(standing, standing.Held.Peek().Place))
            DeliverFirst(standing);
    }

    private void DeliverAll(Standing standing)
    {
        while (standing.Held.Count > 0)
            DeliverFirst(standing);
    }

    private void DeliverFirst(Standing standing)
    {
        var first = standing.Held.Dequeue();
        if (!first.Place.IsChange || first.Place.Revision > standing.Last)
            Deliver(standing, first);
    }

    private void Sweep()
    {
        foreach (var standing in _holding.Keys)
        {
            lock (standing)
            {
                if (standing.Held.Count > 0 && _clock.GetElapsedTime(standing.HeldSince) < MaxHold && _mayWait())
                    continue;
                DeliverAll(standing);
                _holding.TryRemove(standing, out _);
            }
        }
    }

    private void ForgetIdle()
    {
        foreach (var (id, standing) in _standings)
        {
            lock (standing)
            {
                if (standing.Held.Count > 0 || _clock.GetElapsedTime(standing.UsedAt) < MaxIdle)
                    continue;
                standing.IsForgotten = true;
                _standings.TryRemove(id, out _);
            }
        }
    }

    private readonly record struct Held(IReadOnlyList<string> Groups, PushPlace Place, SerializedHubMessage Message);

    /// <summary>How far a conversation has been pushed here.</summary>
    private sealed class Standing
    {
        /// <summary>The revision up to which it has been pushed; 0 when nothing has been yet, so that anything may come.</summary>
        public long Last { get; set; }

        /// <summary>The last change that this node itself made.</summary>
        public long LastOwn { get; set; }

        public long UsedAt { get; set; }

        public long HeldSince { get; private set; }

        public bool IsForgotten { get; set; }

        /// <summary>What waits, the lowest revision first, and a change before what comes behind it.</summary>
        public PriorityQueue<Held, (long Revision, bool IsBehind)> Held { get; } = new();

        public void Hold(Held push, long now)
        {
            if (Held.Count == 0)
                HeldSince = now;
            Held.Enqueue(push, (push.Place.Revision, !push.Place.IsChange));
        }
    }
}
