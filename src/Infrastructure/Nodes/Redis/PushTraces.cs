using System.Diagnostics;

namespace LiveChat.Infrastructure.Nodes.Redis;

/// <summary>
/// The traces of pushes on their way to another node. They stand behind all pushes of a publication, and only while somebody traces, so
/// that a node of a version that does not know them leaves them unread.
/// </summary>
internal static class PushTraces
{
    private const int TraceIdLength = 16;
    private const int SpanIdLength = 8;

    public static void Write(BinaryWriter writer, IReadOnlyList<(PushFrame Frame, Activity? Cause)> pushes)
    {
        Span<byte> id = stackalloc byte[TraceIdLength + SpanIdLength];
        for (var i = 0; i < pushes.Count; i++)
        {
            if (pushes[i].Cause is not { IdFormat: ActivityIdFormat.W3C } cause)
                continue;
            cause.TraceId.CopyTo(id[..TraceIdLength]);
            cause.SpanId.CopyTo(id[TraceIdLength..]);
            writer.Write7BitEncodedInt(i);
            writer.Write(id);
            writer.Write((byte)cause.ActivityTraceFlags);
        }
    }

    /// <returns>The span of the other node by the place of its push in the publication.</returns>
    public static Dictionary<int, ActivityContext> Read(BinaryReader reader)
    {
        var traces = new Dictionary<int, ActivityContext>();
        while (reader.BaseStream.Position < reader.BaseStream.Length)
        {
            var place = reader.Read7BitEncodedInt();
            traces[place] = new ActivityContext(
                ActivityTraceId.CreateFromBytes(reader.ReadBytes(TraceIdLength)),
                ActivitySpanId.CreateFromBytes(reader.ReadBytes(SpanIdLength)),
                (ActivityTraceFlags)reader.ReadByte(),
                isRemote: true
            );
        }

        return traces;
    }
}
