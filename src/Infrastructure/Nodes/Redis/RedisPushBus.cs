using System.Diagnostics;
using System.Threading.Channels;
using LiveChat.Infrastructure.Notifications;
using LiveChat.Infrastructure.Telemetry;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;

namespace LiveChat.Infrastructure.Nodes.Redis;

/// <summary>
/// Hands pushes to the connections of this node at once, and sends them to the other nodes that have receivers. What waits while one
/// publication is under way goes out with the next one, so that more pushes cost fewer publications.
/// </summary>
internal sealed class RedisPushBus : BackgroundService, IPushBus
{
    /// <summary>The most pushes that wait to be sent; more than this are dropped and healed later.</summary>
    private const int MaxWaiting = 20_000;

    /// <summary>The most bytes of one publication.</summary>
    private const int MaxSize = 256 * 1024;

    private readonly RedisNodes _nodes;
    private readonly IOwnConnections _connections;
    private readonly IHubProtocol _protocol;
    private readonly RevisionOrder _order;

    private readonly Channel<(IReadOnlyCollection<string> Nodes, PushFrame Frame, Activity? Cause)> _waiting = Channel.CreateBounded<(
        IReadOnlyCollection<string>,
        PushFrame,
        Activity?
    )>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true });

    public RedisPushBus(RedisNodes nodes, IOwnConnections connections, IHubProtocolResolver protocols, TimeProvider clock)
    {
        _nodes = nodes;
        _connections = connections;
        // The only protocol that the hub speaks.
        _protocol = protocols.AllProtocols.Single(p => p is JsonHubProtocol);
        _order = new RevisionOrder(connections, clock, () => nodes.HasCompany);
        nodes.PushReceived += Receive;
    }

    public void Send(IReadOnlyList<string> groups, string method, object payload, PushPlace? place)
    {
        var message = PushMessage.Of(method, payload);
        var followsOwn = false;
        if (place is { } known)
            followsOwn = _order.TakeOwn(groups, known, message);
        else
            _connections.Send(groups, message);

        var nodes = _nodes.NodesOf(groups);
        if (nodes.Count == 0)
            return;
        var frame = new PushFrame(groups, place, followsOwn, message.GetSerializedMessage(_protocol));
        if (!_waiting.Writer.TryWrite((nodes, frame, ChatTraces.FindCause())))
            _nodes.PushesWereLost();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        if (ExecuteTask is { } running)
            await running.WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _nodes.PushReceived -= Receive;
        _order.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var byNode = new Dictionary<string, List<(PushFrame, Activity?)>>(StringComparer.Ordinal);
        while (await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            for (var size = 0; size < MaxSize && _waiting.Reader.TryRead(out var waiting); size += waiting.Frame.Message.Length)
            {
                foreach (var node in waiting.Nodes)
                {
                    if (!byNode.TryGetValue(node, out var frames))
                        byNode[node] = frames = [];
                    frames.Add((waiting.Frame, waiting.Cause));
                }
            }

            await Task.WhenAll(byNode.Select(n => PublishAsync(n.Key, n.Value)));
            byNode.Clear();
        }
    }

    private Task PublishAsync(string node, List<(PushFrame Frame, Activity? Cause)> frames) =>
        _nodes.PublishAsync(
            node,
            NodeFormat.Write(writer =>
            {
                writer.Write7BitEncodedInt(frames.Count);
                foreach (var (frame, _) in frames)
                    frame.Write(writer);
                PushTraces.Write(writer, frames);
            })
        );

    private void Receive(ReadOnlyMemory<byte> bytes)
    {
        using var reader = NodeFormat.Read(bytes);
        if (reader is null)
            return;
        var frames = new PushFrame[reader.Read7BitEncodedInt()];
        for (var i = 0; i < frames.Length; i++)
            frames[i] = PushFrame.Read(reader);
        var traces = ChatTraces.IsOn ? PushTraces.Read(reader) : null;
        for (var i = 0; i < frames.Length; i++)
        {
            var frame = frames[i];
            using var span = traces?.TryGetValue(i, out var cause) == true ? ChatTraces.BeginPushElsewhere(cause) : null;
            var message = new SerializedHubMessage([new SerializedMessage(_protocol.Name, frame.Message)]);
            if (frame.Place is { } place)
                _order.TakeOther(frame.Groups, place, frame.FollowsOwn, message);
            else
                _connections.Send(frame.Groups, message);
        }
    }
}
