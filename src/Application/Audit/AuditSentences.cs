namespace LiveChat.Application.Audit;

/// <summary>Turns the facts of an audit entry into sentences in the language of the request.</summary>
public static class AuditSentences
{
    public static string Of(IEnumerable<AuditFact> facts) => string.Join(' ', facts.Select(Of));

    private static string Of(AuditFact fact) =>
        fact.Kind switch
        {
            AuditFactKind.Note => fact.Values[0],
            AuditFactKind.Created => ErrorText.Of("AuditFact.Created", RoleName(fact.Values[0]), fact.Values[1]),
            AuditFactKind.RoleChanged => ErrorText.Of("AuditFact.RoleChanged", RoleName(fact.Values[0]), RoleName(fact.Values[1])),
            AuditFactKind.TypeSought => ErrorText.Of("AuditFact.TypeSought", ErrorText.Of($"MessageType.{fact.Values[0]}")),
            AuditFactKind.People => ErrorText.Of("AuditFact.People", string.Join(", ", fact.Values)),
            AuditFactKind.ExportOf => ErrorText.Of(
                "AuditFact.ExportOf",
                ErrorText.Of($"AuditFact.ExportOf.{fact.Values[0]}"),
                fact.Values[1]
            ),
            AuditFactKind.FilterSought => ErrorText.Of(
                "AuditFact.FilterSought",
                ErrorText.Of($"AuditFact.FilterSought.{fact.Values[0]}"),
                fact.Values[1]
            ),
            var kind => ErrorText.Of($"AuditFact.{kind}", [.. fact.Values]),
        };

    private static string RoleName(string role) => ErrorText.Of($"Role.{role}");
}
