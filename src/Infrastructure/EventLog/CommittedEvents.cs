using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading.Channels;
using LiveChat.Infrastructure.Persistence;

namespace LiveChat.Infrastructure.EventLog;

/// <summary>
/// Where both ways of writing hand over what they have just committed. What this process remembers of the store is told at once, before
/// anybody is answered; pushes go their own pace from memory, and followers are woken to read the log.
/// </summary>
public sealed class CommittedEvents(IEnumerable<IRemembersCommits> memories)
{
    private readonly IRemembersCommits[] _memories = [.. memories];

    private readonly Channel<CommittedBatch> _queue = Channel.CreateUnbounded<CommittedBatch>(
        new UnboundedChannelOptions { SingleReader = true }
    );

    /// <summary>What is to be pushed, in the order of the commits.</summary>
    public ChannelReader<CommittedBatch> Pushes => _queue.Reader;

    /// <summary>Raised after each commit that left something in the log.</summary>
    public event Action? Appended;

    public void Announce(CommittedBatch batch)
    {
        var events = batch.Events;
        if (events.Count == 0)
            return;
        foreach (var memory in _memories)
        {
            for (var i = 0; i < events.Count; i++)
                memory.Remember(events[i]);
        }

        _queue.Writer.TryWrite(batch);
        Appended?.Invoke();
    }

    /// <summary>Pushes events again that were pushed when not everybody could be reached.</summary>
    public void PushAgain(IReadOnlyList<IDomainEvent> events) => _queue.Writer.TryWrite(new CommittedBatch(events));

    /// <summary>Nothing is pushed any more after what has been announced.</summary>
    public void Complete() => _queue.Writer.TryComplete();
}

/// <summary>The events of one commit, in their order.</summary>
/// <param name="CommittedAt">When they were durable, as a timestamp; 0 for events that are pushed again.</param>
/// <param name="Causes">The span that caused each of them; null while nobody listens to spans.</param>
public readonly record struct CommittedBatch(
    IReadOnlyList<IDomainEvent> Events,
    long CommittedAt = 0,
    IReadOnlyList<Activity?>? Causes = null
);

/// <summary>
/// Something that this process keeps in memory of what is stored. It is told within the commit's lock, so that it is in step before
/// anybody is answered; it may neither wait nor fail.
/// </summary>
public interface IRemembersCommits
{
    void Remember(IDomainEvent domainEvent);
}

/// <summary>
/// How events stand in the log. Those of conversations are stored by their ids, because the conversation's own log has the rest; a message
/// that was posted is not stored at all, because it is there itself. All others are stored as they are.
/// </summary>
internal static class StoredEvents
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new UserIdConverter(), new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly Dictionary<string, Type> Types = typeof(IDomainEvent)
        .Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false } && typeof(IDomainEvent).IsAssignableFrom(t))
        .ToDictionary(t => t.Name, StringComparer.Ordinal);

    public static bool IsStored(IDomainEvent domainEvent) => domainEvent is not MessagePosted;

    public static (string Type, string Data) Write(IDomainEvent domainEvent) =>
        (
            domainEvent.GetType().Name,
            domainEvent switch
            {
                MessageEvent e => JsonSerializer.Serialize(new Keys(e.Conversation.Id.Value, e.Message.Id.Value), Json),
                ConversationRead e => JsonSerializer.Serialize(new Keys(e.Conversation.Id.Value, UserId: e.Reader.UserId), Json),
                PreferencesChanged e => JsonSerializer.Serialize(new Keys(e.Conversation.Id.Value, UserId: e.UserId), Json),
                ConversationEvent e => JsonSerializer.Serialize(new Keys(e.Conversation.Id.Value), Json),
                _ => JsonSerializer.Serialize(domainEvent, domainEvent.GetType(), Json),
            }
        );

    /// <returns>Null for an event that this version does not know.</returns>
    public static Type? TypeOf(string name) => Types.GetValueOrDefault(name);

    public static Keys ReadKeys(string data) => JsonSerializer.Deserialize<Keys>(data, Json)!;

    public static IDomainEvent Read(Type type, string data) => (IDomainEvent)JsonSerializer.Deserialize(data, type, Json)!;

    /// <summary>What an event of a conversation is about.</summary>
    internal sealed record Keys(long ConversationId, long? MessageId = null, UserId? UserId = null);

    private sealed class UserIdConverter : JsonConverter<UserId>
    {
        public override UserId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            UserId.From(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, UserId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Value);
    }
}

/// <summary>Queries of the event log for what this process remembers of the store, and which another process may have changed.</summary>
internal static class LoggedEvents
{
    /// <summary>The events of one type, none of a conversation, with ids above the first one and up to the second one.</summary>
    public static async Task<IReadOnlyList<TEvent>> ReadEventsAsync<TEvent>(
        this LiveChatDbContext db,
        long above,
        long upTo,
        CancellationToken cancellationToken
    )
        where TEvent : IDomainEvent
    {
        var type = typeof(TEvent).Name;
        var stored = await db
            .Events.AsNoTracking()
            .Where(e => e.Id > above && e.Id <= upTo && e.Type == type)
            .Select(e => e.Data)
            .ToListAsync(cancellationToken);
        return [.. stored.Select(data => (TEvent)StoredEvents.Read(typeof(TEvent), data))];
    }
}
