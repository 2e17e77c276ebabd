namespace LiveChat.Domain.Audit;

/// <summary>
/// A detail of an audit entry, besides actor, action and target. It is stored as a kind with values, and becomes a sentence in the reader's
/// language.
/// </summary>
/// <param name="Values">The values that the sentence names, in the order that <see cref="AuditFactKind"/> describes.</param>
public sealed record AuditFact(AuditFactKind Kind, params IReadOnlyList<string> Values);
