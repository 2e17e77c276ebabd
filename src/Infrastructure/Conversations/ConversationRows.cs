namespace LiveChat.Infrastructure.Conversations;

/// <summary>A row of a result, as a database engine hands it over.</summary>
internal interface IStoredRow
{
    bool IsNull(int column);

    long Number(int column);

    bool Flag(int column);

    string Text(int column);

    byte[] Bytes(int column);
}

/// <summary>The columns that the writer reads, the same for each database engine, and what they mean.</summary>
internal static class ConversationRows
{
    /// <summary>A row for each member; what is the conversation's own stands in every one.</summary>
    public const string SelectConversations = """
        SELECT c.id, c.type, c.title, c.pair, c.last_sequence, c.revision, c.created_at, c.updated_at, c.answered_sequence, c.waiting_sequence,
            c.waiting_user_id, c.waiting_since,
            p.user_id, p.last_read_sequence, p.unread_count, p.joined_at, p.is_pinned, p.is_muted, p.is_marked_unread, p.is_done,
            p.snoozed_until, u.status, u.role
        FROM conversations c JOIN participants p ON p.conversation_id = c.id JOIN users u ON u.id = p.user_id
        """;

    public const string SelectMessages = """
        SELECT m.id, m.conversation_id, m.sequence, m.revision, m.sender_id, m.client_message_id, m.type, m.content, m.digest,
            m.attachment_id, m.reply_to_id, m.recalled_at, m.removed_at, m.created_at
        FROM messages m
        """;

    public const string SelectAttachments = """
        SELECT a.id, a.uploader_id, a.kind, a.name, a.content_type, a.size, a.folder, a.has_thumbnail, a.width, a.height, a.duration_ms,
            a.message_id, a.avatar_of, a.withdrawn_at, a.is_kept, a.sealed_at, a.created_at
        FROM attachments a
        """;

    public const string SelectUsers = "SELECT u.id, u.username, u.role, u.status, u.created_at FROM users u";

    /// <summary>What is the conversation's own in a row of one of its members.</summary>
    public static ConversationHeader ReadHeader<TRow>(TRow row)
        where TRow : IStoredRow, allows ref struct =>
        new(
            new ConversationId(row.Number(0)),
            (ConversationType)row.Number(1),
            row.IsNull(2) ? null : row.Text(2),
            row.IsNull(3) ? null : PairKey.From(row.Text(3)),
            row.Number(4),
            row.Number(5),
            Time(row.Number(6)),
            Time(row.Number(7)),
            row.Number(8),
            row.IsNull(9) ? null : new Waiting(row.Number(9), UserId.From(row.Text(10)), Time(row.Number(11)))
        );

    public static Participant ReadParticipant<TRow>(TRow row)
        where TRow : IStoredRow, allows ref struct =>
        Participant.Restore(
            UserId.From(row.Text(12)),
            row.Number(13),
            (int)row.Number(14),
            Time(row.Number(15)),
            row.Flag(16),
            row.Flag(17),
            row.Flag(18),
            row.Flag(19),
            TimeOrNull(row, 20),
            (UserStatus)row.Number(21),
            (UserRole)row.Number(22)
        );

    public static Message ReadMessage<TRow>(TRow row)
        where TRow : IStoredRow, allows ref struct =>
        Message.Restore(
            new MessageId(row.Number(0)),
            new ConversationId(row.Number(1)),
            row.Number(2),
            row.Number(3),
            UserId.From(row.Text(4)),
            row.IsNull(5) ? null : ClientMessageId.From(row.Text(5)),
            (MessageType)row.Number(6),
            row.Text(7),
            row.Bytes(8),
            row.IsNull(9) ? null : new AttachmentId(row.Number(9)),
            row.IsNull(10) ? null : new MessageId(row.Number(10)),
            TimeOrNull(row, 11),
            TimeOrNull(row, 12),
            Time(row.Number(13))
        );

    public static Attachment ReadAttachment<TRow>(TRow row)
        where TRow : IStoredRow, allows ref struct =>
        Attachment.Restore(
            new AttachmentId(row.Number(0)),
            UserId.From(row.Text(1)),
            (AttachmentKind)row.Number(2),
            row.Text(3),
            row.Text(4),
            row.Number(5),
            row.Text(6),
            row.Flag(7),
            (int?)NumberOrNull(row, 8),
            (int?)NumberOrNull(row, 9),
            (int?)NumberOrNull(row, 10),
            NumberOrNull(row, 11) is { } messageId ? new MessageId(messageId) : null,
            row.IsNull(12) ? null : UserId.From(row.Text(12)),
            TimeOrNull(row, 13),
            row.Flag(14),
            TimeOrNull(row, 15),
            Time(row.Number(16))
        );

    /// <summary>A user with id, name, role and status; the writer needs no more of a user.</summary>
    public static User ReadUser<TRow>(TRow row)
        where TRow : IStoredRow, allows ref struct =>
        User.Restore(UserId.From(row.Text(0)), row.Text(1), (UserRole)row.Number(2), (UserStatus)row.Number(3), Time(row.Number(4)));

    public static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    public static long? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();

    private static long? NumberOrNull<TRow>(TRow row, int column)
        where TRow : IStoredRow, allows ref struct => row.IsNull(column) ? null : row.Number(column);

    private static DateTimeOffset? TimeOrNull<TRow>(TRow row, int column)
        where TRow : IStoredRow, allows ref struct => row.IsNull(column) ? null : Time(row.Number(column));

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}

/// <summary>A stored conversation without its members.</summary>
internal readonly record struct ConversationHeader(
    ConversationId Id,
    ConversationType Type,
    string? Title,
    PairKey? Pair,
    long LastSequence,
    long Revision,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    long AnsweredSequence,
    Waiting? Waiting
)
{
    public Conversation With(List<Participant> participants) =>
        Conversation.Restore(Id, Type, Title, Pair, LastSequence, Revision, CreatedAt, UpdatedAt, AnsweredSequence, Waiting, participants);
}
