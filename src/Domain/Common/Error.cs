namespace LiveChat.Domain.Common;

/// <summary>What kind of refusal an error is; each door maps it to its own code (REST status, hub message).</summary>
public enum ErrorKind
{
    Validation,
    Unauthenticated,
    SecondFactorRequired,
    Forbidden,
    NotFound,
    Conflict,
    PreconditionFailed,
    PayloadTooLarge,
    UnsupportedMediaType,
    RateLimited,
    Unavailable,
}

/// <summary>An expected failure with a stable name. The sentence a person reads is looked up by <paramref name="Name"/> in the language of the request.</summary>
/// <param name="Name">Stable name such as <c>Conversation.NotFound</c>.</param>
/// <param name="Field">For a validation failure, the input it concerns, in the wire's spelling (snake_case).</param>
/// <param name="Arguments">Values for the placeholders of the sentence.</param>
public record Error(ErrorKind Kind, string Name, string? Field = null, params object[] Arguments);
