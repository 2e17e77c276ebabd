using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>
/// The stored form of the domain's types: ids as the value that they wrap, times as Unix milliseconds (UTC), as exact as clients see them.
/// </summary>
internal static class Converters
{
    public static void Register(ModelConfigurationBuilder builder)
    {
        builder.Properties<UserId>().HaveConversion<UserIdConverter>();
        builder.Properties<ConversationId>().HaveConversion<ConversationIdConverter>();
        builder.Properties<MessageId>().HaveConversion<MessageIdConverter>();
        builder.Properties<AttachmentId>().HaveConversion<AttachmentIdConverter>();
        builder.Properties<QuickReplyId>().HaveConversion<QuickReplyIdConverter>();
        builder.Properties<AuditEntryId>().HaveConversion<AuditEntryIdConverter>();
        builder.Properties<ClientMessageId>().HaveConversion<ClientMessageIdConverter>();
        builder.Properties<PairKey>().HaveConversion<PairKeyConverter>();
        builder.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();
    }

    private sealed class UserIdConverter() : ValueConverter<UserId, string>(id => id.Value, value => UserId.From(value));

    private sealed class ConversationIdConverter()
        : ValueConverter<ConversationId, long>(id => id.Value, value => new ConversationId(value));

    private sealed class MessageIdConverter() : ValueConverter<MessageId, long>(id => id.Value, value => new MessageId(value));

    private sealed class AttachmentIdConverter() : ValueConverter<AttachmentId, long>(id => id.Value, value => new AttachmentId(value));

    private sealed class QuickReplyIdConverter() : ValueConverter<QuickReplyId, long>(id => id.Value, value => new QuickReplyId(value));

    private sealed class AuditEntryIdConverter() : ValueConverter<AuditEntryId, long>(id => id.Value, value => new AuditEntryId(value));

    private sealed class ClientMessageIdConverter()
        : ValueConverter<ClientMessageId, string>(id => id.Value, value => ClientMessageId.From(value));

    private sealed class PairKeyConverter() : ValueConverter<PairKey, string>(key => key.Value, value => PairKey.From(value));

    private sealed class UnixMillisecondsConverter()
        : ValueConverter<DateTimeOffset, long>(
            time => time.ToUnixTimeMilliseconds(),
            value => DateTimeOffset.FromUnixTimeMilliseconds(value)
        );
}

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
