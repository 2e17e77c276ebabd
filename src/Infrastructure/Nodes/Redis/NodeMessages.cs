using System.Text;

namespace LiveChat.Infrastructure.Nodes.Redis;

/// <summary>
/// What a node announces: how many connections it has in groups that changed. Without changes it says that the node lives.
/// </summary>
/// <param name="Number">Counts the announcements with changes.</param>
/// <param name="GroupCount">In how many groups it has connections afterwards.</param>
/// <param name="IsLeaving">The node stops, and takes its connections with it.</param>
internal sealed record Announcement(
    string Node,
    long Number,
    int GroupCount,
    bool IsLeaving,
    IReadOnlyList<KeyValuePair<string, int>> Changes
)
{
    public byte[] Write() =>
        NodeFormat.Write(writer =>
        {
            writer.Write(Node);
            writer.Write7BitEncodedInt64(Number);
            writer.Write7BitEncodedInt(GroupCount);
            writer.Write(IsLeaving);
            writer.Write7BitEncodedInt(Changes.Count);
            foreach (var (group, count) in Changes)
            {
                writer.Write(group);
                writer.Write7BitEncodedInt(count);
            }
        });

    /// <returns>Null for what another version of the server wrote.</returns>
    public static Announcement? Read(ReadOnlyMemory<byte> bytes)
    {
        using var reader = NodeFormat.Read(bytes);
        if (reader is null)
            return null;
        var (node, number, groupCount, isLeaving) = (
            reader.ReadString(),
            reader.Read7BitEncodedInt64(),
            reader.Read7BitEncodedInt(),
            reader.ReadBoolean()
        );
        var changes = new KeyValuePair<string, int>[reader.Read7BitEncodedInt()];
        for (var i = 0; i < changes.Length; i++)
            changes[i] = new KeyValuePair<string, int>(reader.ReadString(), reader.Read7BitEncodedInt());
        return new Announcement(node, number, groupCount, isLeaving, changes);
    }
}

/// <summary>A push on its way to another node, written once for all of them.</summary>
/// <param name="Place">Its place in its conversation; null where no order is kept.</param>
/// <param name="FollowsOwn">The change before it came from the same node, so nothing of another node belongs between the two.</param>
/// <param name="Message">The message as the hub's protocol writes it.</param>
internal readonly record struct PushFrame(
    IReadOnlyList<string> Groups,
    Notifications.PushPlace? Place,
    bool FollowsOwn,
    ReadOnlyMemory<byte> Message
)
{
    [Flags]
    private enum Mark : byte
    {
        None = 0,
        HasPlace = 1,
        IsChange = 2,
        FollowsOwn = 4,
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)MarkOf());
        if (Place is { } place)
        {
            writer.Write7BitEncodedInt64(place.ConversationId);
            writer.Write7BitEncodedInt64(place.Revision);
        }

        writer.Write7BitEncodedInt(Groups.Count);
        for (var i = 0; i < Groups.Count; i++)
            writer.Write(Groups[i]);
        writer.Write7BitEncodedInt(Message.Length);
        writer.Write(Message.Span);
    }

    public static PushFrame Read(BinaryReader reader)
    {
        var mark = (Mark)reader.ReadByte();
        Notifications.PushPlace? place = mark.HasFlag(Mark.HasPlace)
            ? new(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64(), mark.HasFlag(Mark.IsChange))
            : null;
        var groups = new string[reader.Read7BitEncodedInt()];
        for (var i = 0; i < groups.Length; i++)
            groups[i] = reader.ReadString();
        return new PushFrame(groups, place, mark.HasFlag(Mark.FollowsOwn), reader.ReadBytes(reader.Read7BitEncodedInt()));
    }

    private Mark MarkOf() =>
        (Place is null ? Mark.None : Mark.HasPlace)
        | (Place is { IsChange: true } ? Mark.IsChange : Mark.None)
        | (FollowsOwn ? Mark.FollowsOwn : Mark.None);
}

/// <summary>How nodes write to each other: a version, and then the parts one after the other.</summary>
internal static class NodeFormat
{
    private const byte Version = 1;

    public static byte[] Write(Action<BinaryWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Version);
            write(writer);
        }

        return stream.ToArray();
    }

    /// <returns>Null for what another version of the server wrote: during an upgrade what it pushed is healed by the heads.</returns>
    public static BinaryReader? Read(ReadOnlyMemory<byte> bytes)
    {
        var reader = new BinaryReader(new MemoryStream(bytes.ToArray(), writable: false), Encoding.UTF8);
        if (bytes.Length > 0 && reader.ReadByte() == Version)
            return reader;
        reader.Dispose();
        return null;
    }
}
