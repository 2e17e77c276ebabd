using System.Globalization;
using System.Text.Json;

namespace LiveChat.IntegrationTests.Support;

/// <summary>Short words for reading raw JSON in tests.</summary>
public static class Json
{
    private static readonly string[] User =
    [
        "id",
        "username",
        "role",
        "avatar_url",
        "description",
        "status",
        "is_online",
        "last_seen_at",
        "created_at",
    ];
    private static readonly string[] Participant = ["user", "last_read_sequence", "unread_count", "joined_at"];
    private static readonly string[] Quote = ["id", "sender_id", "excerpt"];

    private static readonly string[] Message =
    [
        "id",
        "conversation_id",
        "sequence",
        "revision",
        "sender_id",
        "client_message_id",
        "type",
        "content",
        "attachment",
        "reply_to",
        "recalled_at",
        "removed_at",
        "created_at",
    ];

    private static readonly string[] Conversation =
    [
        "id",
        "type",
        "title",
        "participants",
        "last_message",
        "last_sequence",
        "revision",
        "unread_count",
        "pinned",
        "muted",
        "marked_unread",
        "done",
        "snoozed_until",
        "waiting_since",
        "created_at",
        "updated_at",
    ];

    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    public static long Number(this JsonElement json, string name) => json.GetProperty(name).GetInt64();

    public static bool Flag(this JsonElement json, string name) => json.GetProperty(name).GetBoolean();

    public static bool IsNull(this JsonElement json, string name) => json.GetProperty(name).ValueKind == JsonValueKind.Null;

    public static long Id(this JsonElement json) => json.Number("id");

    public static List<JsonElement> Results(this JsonElement json) => json.List("results");

    public static List<JsonElement> List(this JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray()];

    /// <summary>One member's entry in a conversation.</summary>
    public static JsonElement ParticipantOf(this JsonElement conversation, string userId) =>
        conversation.List("participants").Single(p => p.GetProperty("user").Text("id") == userId);

    public static List<string> Names(this JsonElement json) => [.. json.EnumerateObject().Select(p => p.Name)];

    public static void ShouldHaveOnly(this JsonElement json, params string[] names) =>
        Assert.Equal(names.Order(StringComparer.Ordinal), json.Names().Order(StringComparer.Ordinal));

    public static void ShouldBeUser(this JsonElement json)
    {
        json.ShouldHaveOnly(User);
        json.ShouldHaveTime("created_at");
        Assert.True(json.Text("role") is "buyer" or "merchant" or "platform" or "admin", $"There is no role {json.Text("role")}.");
        Assert.StartsWith("http", json.Text("avatar_url"), StringComparison.Ordinal);
    }

    public static void ShouldBeMessage(this JsonElement json)
    {
        json.ShouldHaveOnly(Message);
        json.ShouldHaveTime("created_at");
        if (!json.IsNull("reply_to"))
            json.GetProperty("reply_to").ShouldHaveOnly(Quote);
    }

    public static void ShouldBeConversation(this JsonElement json)
    {
        json.ShouldHaveOnly(Conversation);
        json.ShouldHaveTime("created_at");
        json.ShouldHaveTime("updated_at");
        foreach (var participant in json.List("participants"))
        {
            participant.ShouldHaveOnly(Participant);
            participant.ShouldHaveTime("joined_at");
            participant.GetProperty("user").ShouldBeUser();
        }

        if (!json.IsNull("last_message"))
            json.GetProperty("last_message").ShouldBeMessage();
    }

    /// <summary>RFC 3339, UTC, milliseconds.</summary>
    public static void ShouldHaveTime(this JsonElement json, string name) =>
        Assert.True(
            DateTimeOffset.TryParseExact(
                json.Text(name),
                "yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal,
                out _
            ),
            $"'{json.Text(name)}' is no time as the contract has it."
        );
}
