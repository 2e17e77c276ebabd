using System.Text.Encodings.Web;
using System.Text.Json;
using LiveChat.Domain.Audit;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>
/// The stored form of an audit entry's facts: JSON with a list for each, of its kind and its values. <c>[["Renamed","a","b"]]</c>
/// </summary>
internal static class AuditFacts
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<AuditFact> facts) =>
        facts.Count == 0 ? "" : JsonSerializer.Serialize(facts.Select(f => (string[])[f.Kind.ToString(), .. f.Values]), Json);

    public static IReadOnlyList<AuditFact> Read(string stored)
    {
        if (stored.Length == 0)
            return [];
        // Entries are never changed, so details that older versions wrote as text are still text.
        if (!stored.StartsWith("[[", StringComparison.Ordinal))
            return [new AuditFact(AuditFactKind.Note, stored)];
        return [.. JsonSerializer.Deserialize<string[][]>(stored)!.Select(f => new AuditFact(Enum.Parse<AuditFactKind>(f[0]), f[1..]))];
    }
}
