using System.Runtime.CompilerServices;
using LiveChat.Infrastructure.Sealing;
using LiveChat.Infrastructure.Text;

namespace LiveChat.Infrastructure.Persistence.Readers;

internal sealed class MessageReader(LiveChatDbContext db, IMediaUrls urls, Seal seal) : IMessageReader
{
    private static readonly Sort<MessageColumn> NewestFirst = new(MessageColumn.CreatedAt, true);

    public async Task<MessagePageDto?> PageAsync(
        Actor actor,
        ConversationId conversationId,
        long? before,
        long? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        if (await StateAsync(actor, conversationId, cancellationToken) is not { } state)
            return null;
        var messages = db.Messages.AsNoTracking().Where(m => m.ConversationId == conversationId);
        if (before is not null)
            messages = messages.Where(m => m.Sequence < before);
        if (after is not null)
            messages = messages.Where(m => m.Sequence > after);

        var (found, hasMore) = await TakeAsync(messages.By(m => m.Sequence, after is null), limit, cancellationToken);
        if (after is null)
            found.Reverse();
        return new MessagePageDto
        {
            Count = state.LastSequence,
            Results = await db.ToDtosAsync(found, urls, cancellationToken),
            HasMore = hasMore,
        };
    }

    public async Task<MessagePageDto?> AroundAsync(
        Actor actor,
        ConversationId conversationId,
        MessageId messageId,
        int limit,
        CancellationToken cancellationToken
    )
    {
        if (await StateAsync(actor, conversationId, cancellationToken) is not { } state)
            return null;
        var messages = db.Messages.AsNoTracking().Where(m => m.ConversationId == conversationId);
        if (
            await messages.Where(m => m.Id == messageId).Select(m => (long?)m.Sequence).SingleOrDefaultAsync(cancellationToken)
            is not { } middle
        )
            return null;
        // Near an end of the log the other half of the page is longer.
        var first = Math.Clamp(middle - (limit / 2), 1, Math.Max(1, state.LastSequence - limit + 1));
        var (found, hasMore) = await TakeAsync(messages.Where(m => m.Sequence >= first).OrderBy(m => m.Sequence), limit, cancellationToken);
        return new MessagePageDto
        {
            Count = state.LastSequence,
            Results = await db.ToDtosAsync(found, urls, cancellationToken),
            HasMore = hasMore,
        };
    }

    public async Task<MessagePageDto?> ChangesAsync(
        Actor actor,
        ConversationId conversationId,
        long sinceRevision,
        int limit,
        CancellationToken cancellationToken
    )
    {
        // The conversation's state is read first. Every change that it counts is then found below, or has changed again and has a higher
        // revision.
        if (await StateAsync(actor, conversationId, cancellationToken) is not { } state)
            return null;
        var changed = db
            .Messages.AsNoTracking()
            .Where(m => m.ConversationId == conversationId && m.Revision > sinceRevision)
            .OrderBy(m => m.Revision);
        var (found, hasMore) = await TakeAsync(changed, limit, cancellationToken);
        var last = found.Count > 0 ? found[^1].Revision : 0;
        return new MessagePageDto
        {
            Count = state.LastSequence,
            Results = await db.ToDtosAsync(found, urls, cancellationToken),
            HasMore = hasMore,
            Revision = hasMore ? last : Math.Max(state.Revision, last),
        };
    }

    public async Task<OpenedMessage?> FindAsync(MessageId id, CancellationToken cancellationToken)
    {
        if (await db.Messages.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancellationToken) is not { } message)
            return null;
        var shown = (await db.ToDtosAsync([message], urls, cancellationToken))[0];
        if (
            message.RemovedAt is null
            || await db.SealedMessages.AsNoTracking().SingleOrDefaultAsync(s => s.MessageId == id, cancellationToken) is not { } kept
        )
        {
            return new OpenedMessage(message, shown);
        }

        var attachment = message.AttachmentId is { } attachmentId
            ? await db.Attachments.AsNoTracking().SingleOrDefaultAsync(a => a.Id == attachmentId, cancellationToken)
            : null;
        return new OpenedMessage(
            message,
            shown with
            {
                Content = seal.Open(kept.Content, id) ?? "",
                Attachment = AttachmentDto.OfTakenDown(attachment, id, urls),
            }
        );
    }

    public async Task<ListResult<MessageDto>> SearchAsync(
        Actor actor,
        MessageFilter filter,
        Sort<MessageColumn>? sort,
        Paging paging,
        CancellationToken cancellationToken
    )
    {
        var messages = Matching(actor, filter);
        var count = await messages.LongCountAsync(cancellationToken);
        // Orders without an index are sorted by id alone and joined later; otherwise a million texts would go through the sorter for
        // twenty.
        var ids = await InOrder(messages, sort ?? NewestFirst)
            .Skip(paging.Skip)
            .Take(paging.PageSize)
            .Select(m => m.Id)
            .ToListAsync(cancellationToken);
        return new ListResult<MessageDto>(count, await ReadAsync(ids, cancellationToken));
    }

    public async IAsyncEnumerable<MessageDto> StreamAsync(
        Actor actor,
        MessageFilter filter,
        Sort<MessageColumn>? sort,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var ids = InOrder(Matching(actor, filter), sort ?? NewestFirst).Select(m => m.Id);
        foreach (var batch in (await ids.ToListAsync(cancellationToken)).Chunk(Streams.BatchSize))
        {
            foreach (var message in await ReadAsync(batch, cancellationToken))
                yield return message;
        }
    }

    public async Task<IReadOnlyList<UserId>> FindSendersAsync(Actor actor, MessageFilter filter, CancellationToken cancellationToken) =>
        await Matching(actor, filter).Select(m => m.SenderId).Distinct().OrderBy(id => id).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<MessageId>> FindStandingAsync(
        UserId senderId,
        DateTimeOffset? since,
        CancellationToken cancellationToken
    ) =>
        await SentBy(db.Messages.AsNoTracking(), senderId)
            .Where(m => m.RecalledAt == null && m.RemovedAt == null && (since == null || m.CreatedAt >= since))
            .OrderBy(m => m.Id)
            .Select(m => m.Id)
            .ToListAsync(cancellationToken);

    /// <summary>
    /// Restricts to the sender's conversations, because they are a member of each, so that an index finds their messages.
    /// </summary>
    private IQueryable<Message> SentBy(IQueryable<Message> messages, UserId senderId) =>
        messages.Where(m =>
            m.SenderId == senderId
            && db.Participants.Where(p => p.UserId == senderId).Select(p => p.ConversationId).Contains(m.ConversationId)
        );

    private async Task<IReadOnlyList<MessageDto>> ReadAsync(IReadOnlyCollection<MessageId> ids, CancellationToken cancellationToken)
    {
        var found = await db.Messages.AsNoTracking().Where(m => ids.Contains(m.Id)).ToDictionaryAsync(m => m.Id, cancellationToken);
        return await db.ToDtosAsync([.. ids.Select(id => found[id])], urls, cancellationToken);
    }

    private IQueryable<Message> Matching(Actor actor, MessageFilter filter)
    {
        var messages = db.Messages.AsNoTracking();
        if (!actor.IsAdmin)
            messages = messages.Where(m => db.Conversations.VisibleTo(actor).Select(c => c.Id).Contains(m.ConversationId));
        if (filter.ConversationId is { } conversationId)
            messages = messages.Where(m => m.ConversationId == conversationId);
        if (filter.SenderId is { } senderId)
            messages = SentBy(messages, senderId);

        if (filter.Type is { } type)
            messages = messages.Where(m => m.Type == type);
        if (filter.Search is { } search)
        {
            var term = Folding.Fold(search);
            messages = messages.Where(m =>
                m.RecalledAt == null && m.RemovedAt == null && DatabaseFunctions.FoldedContains(m.Content, term)
            );
        }
        if (filter.From is { } from)
            messages = messages.Where(m => m.CreatedAt >= from);
        if (filter.To is { } to)
            messages = messages.Where(m => m.CreatedAt < to);
        return messages;
    }

    private static async Task<(List<Message> Found, bool HasMore)> TakeAsync(
        IQueryable<Message> messages,
        int limit,
        CancellationToken cancellationToken
    )
    {
        // One more row than asked for tells whether there are more.
        var found = await messages.Take(limit + 1).ToListAsync(cancellationToken);
        var hasMore = found.Count > limit;
        if (hasMore)
            found.RemoveAt(limit);
        return (found, hasMore);
    }

    private static IQueryable<Message> InOrder(IQueryable<Message> messages, Sort<MessageColumn> sort)
    {
        var descending = sort.IsDescending;
        return sort.Column switch
        {
            MessageColumn.ConversationId => messages.By(m => m.ConversationId, descending).ThenBy(m => m.Sequence, descending),
            MessageColumn.Id => messages.By(m => m.Id, descending),
            MessageColumn.SenderId => ThenByTime(messages.By(m => m.SenderId, descending)),
            MessageColumn.Content => ThenByTime(messages.By(m => m.Content, descending)),
            MessageColumn.Type => ThenByTime(messages.By(m => m.Type, descending)),
            // Not by id: a clock that had been set back made ids that do not grow with time.
            _ => messages.By(m => m.CreatedAt, descending).ThenBy(m => m.Id, descending),
        };

        IQueryable<Message> ThenByTime(IOrderedQueryable<Message> ordered) =>
            ordered.ThenBy(m => m.CreatedAt, descending).ThenBy(m => m.Id, descending);
    }

    private async Task<LogState?> StateAsync(Actor actor, ConversationId id, CancellationToken cancellationToken) =>
        await db
            .Conversations.VisibleTo(actor)
            .Where(c => c.Id == id)
            .Select(c => new LogState(c.LastSequence, c.Revision))
            .SingleOrDefaultAsync(cancellationToken);

    private sealed record LogState(long LastSequence, long Revision);
}
