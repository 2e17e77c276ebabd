using System.Globalization;
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

/// <summary>
/// What a message shows of the message that it replies to. It is derived on every read, so that recalled content disappears from quotes
/// too.
/// </summary>
/// <param name="Excerpt">
/// The beginning of the quoted content. Without a caption a file gives its name, and a picture or voice message a placeholder. It is empty
/// exactly when the quoted message is recalled or removed.
/// </param>
public sealed record Quote(MessageId Id, UserId SenderId, string Excerpt)
{
    public const int MaxExcerptLength = 100;

    /// <summary>
    /// The placeholder of a picture without a caption, in one language for all readers. Clients that know it show it in their own language.
    /// </summary>
    public const string Picture = "[图片]";

    /// <inheritdoc cref="Picture"/>
    public const string Voice = "[语音]";

    /// <param name="attachment">The file that the quoted message carries, if it carries one.</param>
    public static Quote Of(Message quoted, Attachment? attachment) => new(quoted.Id, quoted.SenderId, ExcerptOf(quoted, attachment));

    private static string ExcerptOf(Message quoted, Attachment? attachment) =>
        quoted switch
        {
            { IsGone: true } => "",
            { Content.Length: > 0 } => Beginning(quoted.Content),
            { Type: MessageType.Image } => Picture,
            { Type: MessageType.Voice } => Voice,
            _ => attachment?.Name ?? "",
        };

    /// <summary>
    /// Cuts between grapheme clusters, so that no emoji is left half. A cluster longer than the whole excerpt is cut between code points.
    /// </summary>
    private static string Beginning(string content)
    {
        if (content.Length <= MaxExcerptLength)
            return content;
        var kept = 0;
        while (StringInfo.GetNextTextElementLength(content, kept) is var next && kept + next <= MaxExcerptLength)
            kept += next;
        return kept > 0
            ? content[..kept]
            : content[..(char.IsHighSurrogate(content[MaxExcerptLength - 1]) ? MaxExcerptLength - 1 : MaxExcerptLength)];
    }
}

/// <summary>A message that another one quotes.</summary>
/// <param name="Attachment">The file that it carries, if it carries one.</param>
public sealed record QuotedMessage(Message Message, Attachment? Attachment)
{
    public Quote Quote => Quote.Of(Message, Attachment);
}

/// <summary>A message with all that is shown of it. Made when the message is, or when it is read; it does not change.</summary>
/// <param name="quote">Of the message that it quotes, if it quotes one.</param>
/// <param name="attachment">The file that it carries, if it carries one.</param>
public sealed class MessageView(Message message, Quote? quote = null, Attachment? attachment = null)
{
    private object? _shown;

    public Message Message => message;

    public Quote? Quote => quote;

    public Attachment? Attachment => attachment;

    /// <summary>What the view looks like outside; made by whoever asks first, so that an answer and the pushes share it.</summary>
    public TShown ShownAs<TShown>(Func<MessageView, TShown> make)
        where TShown : class => (TShown)(_shown ??= make(this));
}
