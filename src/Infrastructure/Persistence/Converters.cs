using LiveChat.Domain.Audit;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Messages;
using LiveChat.Domain.QuickReplies;
using LiveChat.Domain.Uploads;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;
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

    private sealed class ConversationIdConverter() : ValueConverter<ConversationId, long>(id => id.Value, value => new ConversationId(value));

    private sealed class MessageIdConverter() : ValueConverter<MessageId, long>(id => id.Value, value => new MessageId(value));

    private sealed class AttachmentIdConverter() : ValueConverter<AttachmentId, long>(id => id.Value, value => new AttachmentId(value));

    private sealed class QuickReplyIdConverter() : ValueConverter<QuickReplyId, long>(id => id.Value, value => new QuickReplyId(value));

    private sealed class AuditEntryIdConverter() : ValueConverter<AuditEntryId, long>(id => id.Value, value => new AuditEntryId(value));

    private sealed class ClientMessageIdConverter() : ValueConverter<ClientMessageId, string>(id => id.Value, value => ClientMessageId.From(value));

    private sealed class PairKeyConverter() : ValueConverter<PairKey, string>(key => key.Value, value => PairKey.From(value));

    private sealed class UnixMillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
        time => time.ToUnixTimeMilliseconds(),
        value => DateTimeOffset.FromUnixTimeMilliseconds(value));
}
