using System.Runtime.CompilerServices;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.Readers;

namespace LiveChat.Infrastructure.EventLog;

/// <summary>
/// Reads the log in the order of the commits: the messages, and between them what else happened. Each event names the message that it came
/// after, so that the two run together without a message being written twice.
/// </summary>
internal sealed class EventLogReader(LiveChatDbContext db, IDatabaseEngine engine)
{
    /// <summary>Conversations of one query.</summary>
    private const int PartSize = 500;

    /// <summary>Where the log ends now.</summary>
    public Task<LogPlace> FindEndAsync(CancellationToken cancellationToken) => engine.FindLogEndAsync(db, cancellationToken);

    /// <summary>The stretch behind a place; of it, the events that are wanted.</summary>
    /// <param name="limit">Of messages, and of other events.</param>
    public async Task<LogStretch> ReadAsync(LogPlace place, Func<Type, bool> isWanted, int limit, CancellationToken cancellationToken)
    {
        var end = await FindEndAsync(cancellationToken);
        var areMessagesWanted = isWanted(typeof(MessagePosted));
        var messages = areMessagesWanted
            ? await db
                .Messages.FromSql($"SELECT * FROM messages WHERE id > {place.MessageId} AND id <= {end.MessageId}")
                .AsNoTracking()
                .OrderBy(m => m.Id)
                .Take(limit)
                .ToListAsync(cancellationToken)
            : [];
        var hasMore = messages.Count == limit;
        var lastMessage = hasMore ? messages[^1].Id.Value : Math.Max(place.MessageId, end.MessageId);
        // An event that comes after a message behind this stretch waits for the next one.
        var rows = await db
            .Events.AsNoTracking()
            .Where(e => e.Id > place.EventId && e.Id <= end.EventId && e.AfterMessageId <= lastMessage)
            .OrderBy(e => e.Id)
            .Take(limit)
            .ToListAsync(cancellationToken);
        if (rows.Count == limit)
        {
            hasMore = true;
            lastMessage = rows[^1].AfterMessageId;
            messages.RemoveAll(m => m.Id.Value > lastMessage);
        }

        var entries = await ComposeAsync(place, messages, rows, isWanted, cancellationToken);
        // A stretch with nothing behind it reaches to the end, also where ids were left out.
        var lastEvent =
            !hasMore ? Math.Max(place.EventId, end.EventId)
            : rows.Count == 0 ? place.EventId
            : rows[^1].Id;
        return new LogStretch(entries, new LogPlace(Math.Max(place.MessageId, lastMessage), lastEvent), !hasMore);
    }

    /// <summary>The conversations with a message in a stretch, as they stand now, in parts.</summary>
    public async IAsyncEnumerable<IReadOnlyCollection<ConversationSnapshot>> ReadConversationsAsync(
        LogPlace after,
        LogPlace end,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var ids = await db
            .Database.SqlQuery<long>(
                $"SELECT DISTINCT conversation_id AS \"Value\" FROM messages WHERE id > {after.MessageId} AND id <= {end.MessageId}"
            )
            .ToListAsync(cancellationToken);
        foreach (var part in ids.Select(id => new ConversationId(id)).Chunk(PartSize))
            yield return (await FindConversationsAsync([.. part], cancellationToken)).Values;
    }

    private async Task<List<LogEntry>> ComposeAsync(
        LogPlace place,
        List<Message> messages,
        List<LoggedEvent> rows,
        Func<Type, bool> isWanted,
        CancellationToken cancellationToken
    )
    {
        var wanted = rows.Select(row => (Row: row, Type: StoredEvents.TypeOf(row.Type)))
            .Where(r => r.Type is not null && isWanted(r.Type))
            .ToList();
        var conversationEvents = wanted
            .Where(r => typeof(ConversationEvent).IsAssignableFrom(r.Type))
            .ToDictionary(r => r.Row.Id, r => StoredEvents.ReadKeys(r.Row.Data));
        var views = await FindViewsAsync(messages, conversationEvents.Values.Select(k => k.MessageId).OfType<long>(), cancellationToken);
        var conversations = await FindConversationsAsync(
            [
                .. views.Values.Select(v => v.Message.ConversationId),
                .. conversationEvents.Values.Select(k => new ConversationId(k.ConversationId)),
            ],
            cancellationToken
        );

        var entries = new List<LogEntry>();
        var byRow = wanted.ToDictionary(r => r.Row.Id, r => r.Type!);
        var (nextRow, at) = (0, place);
        foreach (var message in messages)
        {
            TakeRowsBefore(message.Id.Value);
            at = at with { MessageId = message.Id.Value };
            if (conversations.TryGetValue(message.ConversationId, out var conversation))
                entries.Add(new LogEntry(at, new MessagePosted(conversation, views[message.Id])));
        }

        TakeRowsBefore(long.MaxValue);
        return entries;

        void TakeRowsBefore(long messageId)
        {
            for (; nextRow < rows.Count && rows[nextRow].AfterMessageId < messageId; nextRow++)
            {
                var row = rows[nextRow];
                at = at with { EventId = row.Id };
                if (
                    byRow.TryGetValue(row.Id, out var type)
                    && Restore(type, row, conversationEvents.GetValueOrDefault(row.Id), conversations, views) is { } restored
                )
                    entries.Add(new LogEntry(at, restored));
            }
        }
    }

    /// <returns>Null for an event about something that is there no more.</returns>
    private static IDomainEvent? Restore(
        Type type,
        LoggedEvent row,
        StoredEvents.Keys? keys,
        Dictionary<ConversationId, ConversationSnapshot> conversations,
        Dictionary<MessageId, MessageView> views
    )
    {
        if (keys is null)
            return StoredEvents.Read(type, row.Data);
        if (!conversations.TryGetValue(new ConversationId(keys.ConversationId), out var conversation))
            return null;
        var view = keys.MessageId is { } id ? views.GetValueOrDefault(new MessageId(id)) : null;
        var member = conversation.Participants.FirstOrDefault(p => p.UserId == keys.UserId);
        return type.Name switch
        {
            nameof(ConversationStarted) => new ConversationStarted(conversation),
            nameof(MessageRecalled) when view is not null => new MessageRecalled(conversation, view),
            nameof(MessageRemoved) when view is not null => new MessageRemoved(conversation, view),
            nameof(MessageRestored) when view is not null => new MessageRestored(conversation, view),
            nameof(ConversationRead) when member is not null => new ConversationRead(conversation, member),
            nameof(PreferencesChanged) when member is not null => new PreferencesChanged(conversation, member.UserId),
            nameof(WaitingChanged) => new WaitingChanged(conversation),
            _ => null,
        };
    }

    private async Task<Dictionary<MessageId, MessageView>> FindViewsAsync(
        List<Message> messages,
        IEnumerable<long> others,
        CancellationToken cancellationToken
    )
    {
        var known = messages.Select(m => m.Id).ToHashSet();
        var missing = others.Select(id => new MessageId(id)).Where(id => !known.Contains(id)).ToHashSet();
        if (missing.Count > 0)
            messages = [.. messages, .. await db.Messages.AsNoTracking().Where(m => missing.Contains(m.Id)).ToListAsync(cancellationToken)];
        return (await db.ToViewsAsync(messages, cancellationToken)).ToDictionary(v => v.Message.Id);
    }

    private async Task<Dictionary<ConversationId, ConversationSnapshot>> FindConversationsAsync(
        HashSet<ConversationId> ids,
        CancellationToken cancellationToken
    )
    {
        if (ids.Count == 0)
            return [];
        var found = await db
            .Conversations.AsNoTracking()
            .Where(c => ids.Contains(c.Id))
            .Include(c => c.Participants)
            .ToListAsync(cancellationToken);
        return found.ToDictionary(
            c => c.Id,
            c => new ConversationSnapshot(
                c.Id,
                c.LastSequence,
                c.Revision,
                [.. c.Participants.Select(p => new ParticipantSnapshot(p.UserId, p.LastReadSequence, p.UnreadCount))]
            )
        );
    }
}

/// <summary>Where the followers stand, as it is stored.</summary>
internal sealed class FollowerPlaces(LiveChatDbContext db, IUnitOfWork unitOfWork, EventLogReader log)
{
    /// <summary>Where a follower stands; a new one begins with what happens next, which is stored at once.</summary>
    public async Task<LogPlace> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (await db.Followers.AsNoTracking().SingleOrDefaultAsync(f => f.Name == name, cancellationToken) is { } known)
            return new LogPlace(known.MessageId, known.EventId);
        var end = await log.FindEndAsync(cancellationToken);
        await StoreAsync(name, end, cancellationToken);
        return end;
    }

    public Task StoreAsync(string name, LogPlace place, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Result>(
            async ct =>
            {
                if (await db.Followers.SingleOrDefaultAsync(f => f.Name == name, ct) is { } known)
                    (known.MessageId, known.EventId) = (place.MessageId, place.EventId);
                else
                    db.Followers.Add(
                        new FollowerPlace
                        {
                            Name = name,
                            MessageId = place.MessageId,
                            EventId = place.EventId,
                        }
                    );
                return Result.Success();
            },
            cancellationToken
        );
}

/// <summary>A place in the log: all up to that message, and up to that event besides messages, has been followed.</summary>
public readonly record struct LogPlace(long MessageId, long EventId)
{
    /// <summary>About how many messages and other events lie between; ids that were left out count too.</summary>
    public long DistanceTo(LogPlace earlier) => Math.Max(0, MessageId - earlier.MessageId) + Math.Max(0, EventId - earlier.EventId);
}

/// <summary>An event as it was read from the log.</summary>
/// <param name="Place">Right behind it.</param>
internal readonly record struct LogEntry(LogPlace Place, IDomainEvent Event);

/// <summary>A stretch of the log.</summary>
/// <param name="End">Behind the stretch, also where it holds nothing that was asked for.</param>
/// <param name="IsLast">Whether there was nothing behind it when it was read.</param>
internal sealed record LogStretch(IReadOnlyList<LogEntry> Entries, LogPlace End, bool IsLast);
