using LiveChat.Domain.Common;

namespace LiveChat.Application.Common;

/// <summary>A validation failure, field by field.</summary>
/// <param name="Errors">The sentences about each field, by its JSON name.</param>
public sealed record ValidationError(IReadOnlyDictionary<string, string[]> Errors) : Error(ErrorKind.Validation, "Validation.Failed");
