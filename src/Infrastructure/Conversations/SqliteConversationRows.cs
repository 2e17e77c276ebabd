namespace LiveChat.Infrastructure.Conversations;

/// <summary>What the rows of the writer's queries mean.</summary>
internal sealed partial class SqliteConversationStatements
{
    private static Conversation? ReadConversation(PreparedStatement.Rows row)
    {
        using (row)
        {
            return row.Read()
                ? Conversation.Restore(
                    new ConversationId(row.Number(0)),
                    (ConversationType)row.Number(1),
                    row.IsNull(2) ? null : row.Text(2),
                    row.IsNull(3) ? null : PairKey.From(row.Text(3)),
                    row.Number(4),
                    row.Number(5),
                    Time(row.Number(6)),
                    Time(row.Number(7)),
                    row.Number(8),
                    row.IsNull(9) ? null : new Waiting(row.Number(9), UserId.From(row.Text(10)), Time(row.Number(11))),
                    ReadParticipants(row)
                )
                : null;
        }
    }

    private static List<Participant> ReadParticipants(PreparedStatement.Rows row)
    {
        var participants = new List<Participant>(2);
        do
        {
            participants.Add(
                Participant.Restore(
                    UserId.From(row.Text(12)),
                    row.Number(13),
                    (int)row.Number(14),
                    Time(row.Number(15)),
                    row.Number(16) != 0,
                    row.Number(17) != 0,
                    row.Number(18) != 0,
                    row.Number(19) != 0,
                    NumberOrNull(row, 20) is { } snoozedUntil ? Time(snoozedUntil) : null,
                    (UserStatus)row.Number(21),
                    (UserRole)row.Number(22)
                )
            );
        } while (row.Read());

        return participants;
    }

    private static Message? ReadMessage(PreparedStatement.Rows row)
    {
        using (row)
        {
            if (!row.Read())
                return null;
            return Message.Restore(
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
                row.IsNull(11) ? null : Time(row.Number(11)),
                row.IsNull(12) ? null : Time(row.Number(12)),
                Time(row.Number(13))
            );
        }
    }

    private static long? NumberOrNull(PreparedStatement.Rows row, int column) => row.IsNull(column) ? null : row.Number(column);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static long? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
