using System.Text.Json.Serialization;

namespace LiveChat.WebApi.Errors;

/// <summary>An error as RFC 9457 has it, with the code that clients decide by.</summary>
public sealed record ProblemDto
{
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>A sentence that a person can act on, in the language of the request.</summary>
    public required string Detail { get; init; }

    public required string Code { get; init; }

    /// <summary>Finds this request in the server's log.</summary>
    public required string TraceId { get; init; }

    /// <summary>JSON field name to the sentences about it; only for a validation failure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }
}
