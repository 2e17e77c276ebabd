namespace LiveChat.Domain.Cards;

/// <summary>The private note and tags of a merchant, or of platform support, about a user they serve. Nobody else sees them.</summary>
public sealed class Card
{
    public const int MaxNoteLength = 1000;
    public const int MaxTags = 10;
    public const int MaxTagLength = 20;

    private Card() { }

    public UserId OwnerId { get; private set; }

    public UserId AboutId { get; private set; }

    public string Note { get; private set; } = "";

    public IReadOnlyList<string> Tags { get; private set; } = [];

    public DateTimeOffset UpdatedAt { get; private set; }

    public static Card Create(UserId ownerId, UserId aboutId) => new() { OwnerId = ownerId, AboutId = aboutId };

    /// <summary>Changes note and tags; null leaves a part as it is. Tags that differ only in case count as one.</summary>
    public void Write(string? note, IEnumerable<string>? tags, DateTimeOffset now)
    {
        Note = note?.TrimEnd() ?? Note;
        Tags = tags is null ? Tags : [.. tags.Select(t => t.Trim()).Distinct(StringComparer.OrdinalIgnoreCase)];
        UpdatedAt = now;
    }
}
