using System.Text.Json;
using System.Text.Json.Serialization;
using LiveChat.Domain.Common;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Users;

namespace LiveChat.Infrastructure.EventLog;

/// <summary>
/// How events stand in the log. Those of conversations are stored by their ids, because the conversation's own log has the rest; a message
/// that was posted is not stored at all, because it is there itself. All others are stored as they are.
/// </summary>
internal static class StoredEvents
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new UserIdConverter(), new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly Dictionary<string, Type> Types = typeof(IDomainEvent).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false } && typeof(IDomainEvent).IsAssignableFrom(t))
        .ToDictionary(t => t.Name, StringComparer.Ordinal);

    public static bool IsStored(IDomainEvent domainEvent) => domainEvent is not MessagePosted;

    public static (string Type, string Data) Write(IDomainEvent domainEvent) => (domainEvent.GetType().Name, domainEvent switch
    {
        MessageEvent e => JsonSerializer.Serialize(new Keys(e.Conversation.Id.Value, e.Message.Id.Value), Json),
        ConversationRead e => JsonSerializer.Serialize(new Keys(e.Conversation.Id.Value, UserId: e.Reader.UserId), Json),
        PreferencesChanged e => JsonSerializer.Serialize(new Keys(e.Conversation.Id.Value, UserId: e.UserId), Json),
        ConversationEvent e => JsonSerializer.Serialize(new Keys(e.Conversation.Id.Value), Json),
        _ => JsonSerializer.Serialize(domainEvent, domainEvent.GetType(), Json),
    });

    /// <returns>Null for an event that this version does not know.</returns>
    public static Type? TypeOf(string name) => Types.GetValueOrDefault(name);

    public static Keys ReadKeys(string data) => JsonSerializer.Deserialize<Keys>(data, Json)!;

    public static IDomainEvent Read(Type type, string data) => (IDomainEvent)JsonSerializer.Deserialize(data, type, Json)!;

    /// <summary>What an event of a conversation is about.</summary>
    internal sealed record Keys(long ConversationId, long? MessageId = null, UserId? UserId = null);

    private sealed class UserIdConverter : JsonConverter<UserId>
    {
        public override UserId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => UserId.From(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, UserId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
