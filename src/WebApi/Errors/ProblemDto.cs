using System.Text.Json.Serialization;

namespace LiveChat.WebApi.Errors;

/// <summary>A problem of RFC 9457, with the code by which clients decide.</summary>
public sealed record ProblemDto
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>A sentence that a person can act on, in the language of the request.</summary>
    public required string Detail { get; init; }

    public required string Code { get; init; }

    /// <summary>The id by which the request is found in the server's log.</summary>
    public required string TraceId { get; init; }

    /// <summary>The sentences about each field, by its JSON name; only for a validation failure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
