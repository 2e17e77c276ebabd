namespace LiveChat.IntegrationTests.Upgrades;

/// <summary>
/// What the old databases hold: two conversations with messages read and unread, one taken back, a quote, a session, a quick reply. Columns
/// that a schema does not have yet, or no longer, are left out.
/// </summary>
internal static class OldRows
{
    public static readonly (string Table, (string Column, string Value)[] Values)[] All =
    [
        Installation(),
        User("b1", "买家一", 1),
        User("m1", "商户一", 2),
        User("p1", "Platform", 3),
        Conversation(1, "b1 m1", 4, 5),
        Conversation(2, "m1 p1", 1, 1),
        Participant(1, "b1", 2, 0),
        Participant(1, "m1", 1, 1),
        Participant(2, "m1", 0, 0),
        Participant(2, "p1", 0, 1),
        Message(1, 1, 1, 1, "b1", "'这件还有货吗？ is it there 👍'"),
        Message(2, 1, 2, 2, "m1", "'yes, it''s there'", ("reply_to_id", "1")),
        Message(3, 1, 3, 5, "b1", "''", ("recalled_at", "1764000000500")),
        Message(4, 1, 4, 4, "b1", "'unread'"),
        Message(5, 2, 1, 1, "m1", "'to the platform'"),
        ("quick_replies", [("id", "1"), ("user_id", "'m1'"), ("content", "'您好'"), ("sort_order", "0"), ("created_at", "1764000000000")]),
        (
            "sessions",
            [
                ("id", "'0123456789abcdef0123456789abcdef'"),
                ("user_id", "'b1'"),
                ("created_at", "1764000000000"),
                ("expires_at", "4000000000000"),
                ("last_seen_at", "1764000000000"),
            ]
        ),
    ];

    private static (string, (string, string)[]) Installation() =>
        ("installation", [("id", "1"), ("is_demo", "TRUE"), ("created_at", "1764000000000"), ("epoch", "'0123456789abcdef'")]);

    private static (string, (string, string)[]) User(string id, string name, int role) =>
        (
            "users",
            [
                ("id", $"'{id}'"),
                ("username", $"'{name}'"),
                ("normalized_username", $"'{name.ToUpperInvariant()}'"),
                ("role", $"{role}"),
                ("status", "1"),
                ("description", "''"),
                ("must_change_password", "FALSE"),
                ("created_at", "1764000000000"),
            ]
        );

    private static (string, (string, string)[]) Conversation(int id, string pair, int lastSequence, int revision) =>
        (
            "conversations",
            [
                ("id", $"{id}"),
                ("type", "1"),
                ("pair", $"'{pair}'"),
                ("last_sequence", $"{lastSequence}"),
                ("revision", $"{revision}"),
                ("awaits_answer", "1"),
                ("answered_sequence", "0"),
                ("created_at", "1764000000000"),
                ("updated_at", "1764000000400"),
            ]
        );

    private static (string, (string, string)[]) Participant(int conversation, string user, int lastRead, int unread) =>
        (
            "participants",
            [
                ("conversation_id", $"{conversation}"),
                ("user_id", $"'{user}'"),
                ("last_read_sequence", $"{lastRead}"),
                ("unread_count", $"{unread}"),
                ("joined_at", "1764000000000"),
                ("is_pinned", "FALSE"),
                ("is_muted", "FALSE"),
                ("is_marked_unread", "FALSE"),
                ("is_done", "FALSE"),
            ]
        );

    private static (string, (string, string)[]) Message(
        int id,
        int conversation,
        int sequence,
        int revision,
        string sender,
        string content,
        params (string, string)[] more
    ) =>
        (
            "messages",
            [
                ("id", $"{id}"),
                ("conversation_id", $"{conversation}"),
                ("sequence", $"{sequence}"),
                ("revision", $"{revision}"),
                ("sender_id", $"'{sender}'"),
                ("client_message_id", $"'c{id}'"),
                ("type", "1"),
                ("content", content),
                ("digest", TestDatabase.ZeroBytes(16)),
                ("created_at", $"176400000{sequence:0000}"),
                .. more,
            ]
        );
}
