namespace LiveChat.Application.Messages;

/// <summary>A stretch of a conversation's log.</summary>
public sealed record MessagePageDto
{
    /// <summary>The conversation's <c>last_sequence</c>: how many messages it ever had.</summary>
    public required long Count { get; init; }

    public required IReadOnlyList<MessageDto> Results { get; init; }

    /// <summary>Whether there are more messages in the direction asked for.</summary>
    public required bool HasMore { get; init; }

    /// <summary>The revision up to which the client is complete after this page; only in an answer to <c>since_revision</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public long? Revision { get; init; }
}
