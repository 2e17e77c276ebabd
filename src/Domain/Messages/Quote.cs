using System.Globalization;
using LiveChat.Domain.Uploads;
using LiveChat.Domain.Users;

namespace LiveChat.Domain.Messages;

/// <summary>What a message shows of the one that it answers. Derived whenever it is shown, so that what is gone is gone from quotes too.</summary>
/// <param name="Excerpt">Its beginning. Of a file without a caption its name, of a picture or a voice message without one a word for it. Empty once it is recalled or removed, and only then.</param>
public sealed record Quote(MessageId Id, UserId SenderId, string Excerpt)
{
    public const int MaxExcerptLength = 100;

    /// <summary>One word for all who read it; clients that know it say it in their own language.</summary>
    public const string Picture = "[图片]";

    /// <inheritdoc cref="Picture"/>
    public const string Voice = "[语音]";

    /// <param name="attachment">The file that the quoted message carries, if it carries one.</param>
    public static Quote Of(Message quoted, Attachment? attachment) => new(quoted.Id, quoted.SenderId, ExcerptOf(quoted, attachment));

    private static string ExcerptOf(Message quoted, Attachment? attachment) => quoted switch
    {
        { IsGone: true } => "",
        { Content.Length: > 0 } => Beginning(quoted.Content),
        { Type: MessageType.Image } => Picture,
        { Type: MessageType.Voice } => Voice,
        _ => attachment?.Name ?? "",
    };

    /// <summary>Cuts between what a reader takes for characters, so that no emoji is left half; of one that is longer than all that is shown, between code points.</summary>
    private static string Beginning(string content)
    {
        if (content.Length <= MaxExcerptLength)
            return content;
        var kept = 0;
        while (StringInfo.GetNextTextElementLength(content, kept) is var next && kept + next <= MaxExcerptLength)
            kept += next;
        return kept > 0 ? content[..kept] : content[..(char.IsHighSurrogate(content[MaxExcerptLength - 1]) ? MaxExcerptLength - 1 : MaxExcerptLength)];
    }
}
