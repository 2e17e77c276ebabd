using LiveChat.Domain.Common;

namespace LiveChat.Application.Common;

/// <summary>Input that does not fit, field by field.</summary>
/// <param name="Errors">JSON field name to the sentences about it.</param>
public sealed record ValidationError(IReadOnlyDictionary<string, string[]> Errors) : Error(ErrorKind.Validation, "Validation.Failed");
