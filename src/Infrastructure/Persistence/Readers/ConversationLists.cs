using System.Runtime.CompilerServices;
using LiveChat.Infrastructure.Text;

namespace LiveChat.Infrastructure.Persistence.Readers;

/// <summary>Lists of conversations: which match a filter, and in what order.</summary>
internal sealed partial class ConversationReader
{
    public async Task<ListResult<ConversationDto>> ListAsync(
        Actor actor,
        ConversationFilter filter,
        Sort<ConversationColumn>? sort,
        Paging paging,
        CancellationToken cancellationToken
    )
    {
        var conversations = Matching(db.Conversations.VisibleTo(actor), actor, filter);
        var count = await conversations.LongCountAsync(cancellationToken);
        var page = await InOrder(conversations, actor, filter, sort)
            .Skip(paging.Skip)
            .Take(paging.PageSize)
            .Include(c => c.Participants)
            .ToListAsync(cancellationToken);
        return new ListResult<ConversationDto>(count, await ComposeAsync(page, actor.UserId, cancellationToken));
    }

    public async IAsyncEnumerable<ConversationDto> StreamAsync(
        Actor actor,
        ConversationFilter filter,
        Sort<ConversationColumn>? sort,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var ids = InOrder(Matching(db.Conversations.VisibleTo(actor), actor, filter), actor, filter, sort).Select(c => c.Id);
        foreach (var batch in (await ids.ToListAsync(cancellationToken)).Chunk(Streams.BatchSize))
        {
            var wanted = batch.ToList();
            var found = await db
                .Conversations.AsNoTracking()
                .Where(c => wanted.Contains(c.Id))
                .Include(c => c.Participants)
                .ToListAsync(cancellationToken);
            foreach (var conversation in await ComposeAsync([.. found.OrderBy(c => wanted.IndexOf(c.Id))], actor.UserId, cancellationToken))
                yield return conversation;
        }
    }

    private IQueryable<ConversationRow> Matching(IQueryable<ConversationRow> conversations, Actor actor, ConversationFilter filter)
    {
        if (filter.OfUser is { } userId)
            conversations = conversations.Where(c =>
                db.Participants.Where(p => p.UserId == userId).Select(p => p.ConversationId).Contains(c.Id)
            );
        if (!actor.IsAdmin)
            conversations = NotPutAway(conversations, actor.UserId, filter.Done, filter.Snoozed);
        if (filter.UnansweredSince is { } since)
            conversations = db.Waiting(conversations).Where(c => c.WaitingSince < since);
        if (filter.WaitingOnly)
        {
            conversations = actor.IsAdmin
                ? db.Waiting(conversations)
                : db.Waiting(conversations).Where(c => db.Users.Any(u => u.Id == c.WaitingUserId && u.Role < actor.Role));
        }

        if (filter.OnlineOnly)
        {
            var online = presence.OnlineUsers;
            conversations = conversations.Where(c => c.Participants.Any(p => online.Contains(p.UserId)));
        }

        if (filter.UnreadOnly)
        {
            conversations = actor.IsAdmin
                ? conversations.Where(c => c.Participants.Any(p => p.UnreadCount > 0))
                : conversations.Where(c => c.Participants.Any(p => p.UserId == actor.UserId && (p.UnreadCount > 0 || p.IsMarkedUnread)));
        }

        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var name = Folding.Fold(filter.Search.Trim());
            // Over all conversations it is faster to find the users first; over a member's own, to check the users in them.
            conversations = actor.IsAdmin
                ? conversations.Where(c =>
                    (
                        from u in db.Users
                        join p in db.Participants on u.Id equals p.UserId
                        where DatabaseFunctions.FoldedContains(u.Username, name)
                        select p.ConversationId
                    ).Contains(c.Id)
                )
                : conversations.Where(c =>
                    c.Participants.Any(p =>
                        p.UserId != actor.UserId
                        && db.Users.Any(u => u.Id == p.UserId && DatabaseFunctions.FoldedContains(u.Username, name))
                    )
                );
        }

        return conversations;
    }

    /// <summary>Leaves out conversations that a member is done with or has snoozed, unless the filter asks for them.</summary>
    private IQueryable<ConversationRow> NotPutAway(IQueryable<ConversationRow> conversations, UserId userId, bool? done, bool? snoozed)
    {
        var (isDone, isSnoozed, now) = (
            done ?? (snoozed == true ? null : false),
            snoozed ?? (done == true ? null : false),
            clock.GetUtcNow()
        );
        return conversations.Where(c =>
            c.Participants.Any(p =>
                p.UserId == userId
                && (isDone == null || p.IsDone == isDone)
                && (isSnoozed == null || (p.SnoozedUntil != null && p.SnoozedUntil > now) == isSnoozed)
            )
        );
    }

    private IQueryable<ConversationRow> InOrder(
        IQueryable<ConversationRow> conversations,
        Actor actor,
        ConversationFilter filter,
        Sort<ConversationColumn>? sort
    )
    {
        if (sort is not { IsDescending: var descending } order)
        {
            if (filter.WaitingOnly || filter.UnansweredSince is not null)
                return conversations.OrderBy(c => c.WaitingSince).ThenBy(c => c.Id);
            // Admins pin nothing. Without that column the index on activity serves the page.
            return actor.IsAdmin
                ? conversations.OrderByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id)
                : conversations
                    .OrderByDescending(c => c.Participants.Any(p => p.UserId == actor.UserId && p.IsPinned))
                    .ThenByDescending(c => c.UpdatedAt)
                    .ThenByDescending(c => c.Id);
        }

        var ordered = order.Column switch
        {
            ConversationColumn.Participants => conversations.By(
                c =>
                    (
                        from p in c.Participants
                        join u in db.Users on p.UserId equals u.Id
                        orderby u.Role, u.NormalizedUsername
                        select u.NormalizedUsername
                    ).FirstOrDefault(),
                descending
            ),
            ConversationColumn.LastMessage => conversations.By(
                c =>
                    db.Messages.Where(m =>
                            m.ConversationId == c.Id && m.Sequence == c.LastSequence && m.RecalledAt == null && m.RemovedAt == null
                        )
                        .Select(m => m.Content)
                        .FirstOrDefault(),
                descending
            ),
            ConversationColumn.LastSequence => conversations.By(c => c.LastSequence, descending),
            ConversationColumn.UnreadCount => actor.IsAdmin
                ? conversations.By(c => c.Participants.Sum(p => p.UnreadCount), descending)
                : conversations.By(c => c.Participants.Where(p => p.UserId == actor.UserId).Sum(p => p.UnreadCount), descending),
            // Conversations in which nobody waits come last in both directions.
            ConversationColumn.WaitingSince => conversations
                .OrderBy(c => c.WaitingSince == null || !db.Users.Any(u => u.Id == c.WaitingUserId && u.Status == UserStatus.Active))
                .ThenBy(c => c.WaitingSince, descending),
            ConversationColumn.CreatedAt => conversations.By(c => c.CreatedAt, descending),
            ConversationColumn.UpdatedAt => conversations.By(c => c.UpdatedAt, descending),
            _ => conversations.By(c => c.Id, descending),
        };
        return ordered.ThenBy(c => c.Id, descending);
    }
}
