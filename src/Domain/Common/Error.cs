namespace LiveChat.Domain.Common;

/// <summary>The kind of an error. Each door maps it to its own code.</summary>
public enum ErrorKind
{
    Validation,
    NotSignedIn,
    SecondFactorRequired,
    Forbidden,
    NotFound,
    Conflict,
    Outdated,
    TooLarge,
    UnsupportedFormat,
    TooMany,
    Unavailable,
}

/// <summary>An expected failure. The sentence for people is looked up by <paramref name="Name"/>, in the language of the request.</summary>
/// <param name="Name">The stable name, such as <c>Conversation.NotFound</c>.</param>
/// <param name="Field">The input that a validation failure concerns, by the name of its property.</param>
/// <param name="Arguments">Values for the placeholders of the sentence.</param>
public record Error(ErrorKind Kind, string Name, string? Field = null, params object[] Arguments);
