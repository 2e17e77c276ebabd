namespace LiveChat.Application.QuickReplies;

/// <summary>The text, code and group of a quick reply. A code or group that is null stays as it is; an empty one is removed.</summary>
public sealed record QuickReplyText(string? Content, string? Code = null, string? Group = null)
{
    internal string Trimmed => Content!.TrimEnd();

    internal string? CodeOver(string? before) => Over(Code, before);

    internal string? GroupOver(string? before) => Over(Group, before);

    private static string? Over(string? given, string? before) => given is null ? before : given.Trim() is { Length: > 0 } text ? text : null;
}
