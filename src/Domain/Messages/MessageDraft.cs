using System.Security.Cryptography;
using System.Text;

namespace LiveChat.Domain.Messages;

/// <summary>A message before it is appended to the log, with trailing white space already trimmed.</summary>
public sealed class MessageDraft
{
    public MessageDraft(
        ClientMessageId clientMessageId,
        MessageType type,
        string content,
        AttachmentId? attachmentId = null,
        MessageId? replyToId = null
    )
    {
        ClientMessageId = clientMessageId;
        Type = type;
        Content = Message.Trim(content);
        AttachmentId = attachmentId;
        ReplyToId = replyToId;
        Digest = ComputeDigest();
    }

    public ClientMessageId ClientMessageId { get; }

    public MessageType Type { get; }

    public string Content { get; }

    public AttachmentId? AttachmentId { get; }

    public MessageId? ReplyToId { get; }

    /// <summary>
    /// The first 16 bytes of SHA-256 over type, attachment, quote and content. It is stored with the message, so that a
    /// retry can be told from another message under the same id even after the content was recalled.
    /// </summary>
    public byte[] Digest { get; }

    private byte[] ComputeDigest()
    {
        var byteCount = Encoding.UTF8.GetByteCount(Content);
        var input = new byte[20 + byteCount];
        BitConverter.TryWriteBytes(input.AsSpan(0, 4), (int)Type);
        BitConverter.TryWriteBytes(input.AsSpan(4, 8), AttachmentId?.Value ?? 0);
        BitConverter.TryWriteBytes(input.AsSpan(12, 8), ReplyToId?.Value ?? 0);
        Encoding.UTF8.GetBytes(Content, input.AsSpan(20));
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return hash[..Message.DigestLength].ToArray();
    }
}
