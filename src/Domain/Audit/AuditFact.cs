namespace LiveChat.Domain.Audit;

/// <summary>
/// Something that an audit entry tells besides who, what and whom. It is kept as what it names, and becomes a sentence in the language
/// of whoever reads it.
/// </summary>
/// <param name="Values">What the sentence names, in the order of <see cref="AuditFactKind"/>.</param>
public sealed record AuditFact(AuditFactKind Kind, params IReadOnlyList<string> Values);
