using System.Runtime.CompilerServices;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Conversations;
using LiveChat.Application.Users;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Presence;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Readers;

internal sealed class ConversationReader(LiveChatDbContext db, IMediaUrls urls, UserPresenter users, PresenceTracker presence, TimeProvider clock)
    : IConversationReader
{
    public async Task<ListResult<ConversationDto>> ListAsync(Actor actor, ConversationFilter filter, Sort<ConversationColumn>? sort, Paging paging, CancellationToken cancellationToken)
    {
        var conversations = Matching(db.Conversations.VisibleTo(actor), actor, filter);
        var count = await conversations.LongCountAsync(cancellationToken);
        var page = await InOrder(conversations, actor, filter, sort)
            .Skip(paging.Skip).Take(paging.PageSize)
            .Include(c => c.Participants)
            .ToListAsync(cancellationToken);
        return new ListResult<ConversationDto>(count, await ComposeAsync(page, actor.UserId, cancellationToken));
    }

    public async IAsyncEnumerable<ConversationDto> StreamAsync(
        Actor actor, ConversationFilter filter, Sort<ConversationColumn>? sort, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ids = InOrder(Matching(db.Conversations.VisibleTo(actor), actor, filter), actor, filter, sort).Select(c => c.Id);
        await foreach (var batch in ids.AsAsyncEnumerable().Chunk(Streams.BatchSize).WithCancellation(cancellationToken))
        {
            var wanted = batch.ToList();
            var found = await db.Conversations.AsNoTracking().Where(c => wanted.Contains(c.Id)).Include(c => c.Participants).ToListAsync(cancellationToken);
            foreach (var conversation in await ComposeAsync([.. found.OrderBy(c => wanted.IndexOf(c.Id))], actor.UserId, cancellationToken))
                yield return conversation;
        }
    }

    private IQueryable<ConversationRow> Matching(IQueryable<ConversationRow> conversations, Actor actor, ConversationFilter filter)
    {
        if (filter.OfUser is { } userId)
            conversations = conversations.Where(c => db.Participants.Where(p => p.UserId == userId).Select(p => p.ConversationId).Contains(c.Id));
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
            var name = db.FoldedTerm(filter.Search.Trim());
            // Over all conversations it is faster to find the users first; over a member's own, to check the users in them.
            conversations = actor.IsAdmin
                ? conversations.Where(c => (
                    from u in db.Users
                    join p in db.Participants on u.Id equals p.UserId
                    where FoldedSearch.FoldedContains(u.Username, name)
                    select p.ConversationId).Contains(c.Id))
                : conversations.Where(c =>
                    c.Participants.Any(p => p.UserId != actor.UserId && db.Users.Any(u => u.Id == p.UserId && FoldedSearch.FoldedContains(u.Username, name))));
        }

        return conversations;
    }

    /// <summary>Leaves out conversations that a member is done with or has snoozed, unless the filter asks for them.</summary>
    private IQueryable<ConversationRow> NotPutAway(IQueryable<ConversationRow> conversations, UserId userId, bool? done, bool? snoozed)
    {
        var (isDone, isSnoozed, now) = (done ?? (snoozed == true ? null : false), snoozed ?? (done == true ? null : false), clock.GetUtcNow());
        return conversations.Where(c => c.Participants.Any(p =>
            p.UserId == userId
            && (isDone == null || p.IsDone == isDone)
            && (isSnoozed == null || (p.SnoozedUntil != null && p.SnoozedUntil > now) == isSnoozed)));
    }

    private IQueryable<ConversationRow> InOrder(IQueryable<ConversationRow> conversations, Actor actor, ConversationFilter filter, Sort<ConversationColumn>? sort)
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
                    .ThenByDescending(c => c.UpdatedAt).ThenByDescending(c => c.Id);
        }

        var ordered = order.Column switch
        {
            ConversationColumn.Participants => conversations.By(
                c => (from p in c.Participants
                      join u in db.Users on p.UserId equals u.Id
                      orderby u.Role, u.NormalizedUsername
                      select u.NormalizedUsername).FirstOrDefault(),
                descending),
            ConversationColumn.LastMessage => conversations.By(
                c => db.Messages.Where(m => m.ConversationId == c.Id && m.Sequence == c.LastSequence && m.RecalledAt == null && m.RemovedAt == null).Select(m => m.Content).FirstOrDefault(),
                descending),
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

    public async Task<ConversationDto?> FindAsync(Actor actor, ConversationId id, CancellationToken cancellationToken)
    {
        var found = await db.Conversations.VisibleTo(actor).Where(c => c.Id == id).Include(c => c.Participants).ToListAsync(cancellationToken);
        return (await ComposeAsync(found, actor.UserId, cancellationToken)).SingleOrDefault();
    }

    public async Task<ConversationViews?> FindForPushAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var found = await db.Conversations.AsNoTracking().Where(c => c.Id == id).Include(c => c.Participants).ToListAsync(cancellationToken);
        if ((await ComposeAsync(found, null, cancellationToken)).SingleOrDefault() is not { } forWatchers)
            return null;
        return new ConversationViews(
            found[0].Participants.ToDictionary(p => p.UserId, p => AsSeenBy(p, forWatchers, clock.GetUtcNow())),
            forWatchers);
    }

    public async Task<IReadOnlyList<HeadDto>> HeadsAsync(UserId userId, CancellationToken cancellationToken) =>
        await (from p in db.Participants.AsNoTracking()
               join c in db.Conversations on p.ConversationId equals c.Id
               where p.UserId == userId
               orderby c.UpdatedAt descending
               select new HeadDto
               {
                   ConversationId = c.Id.Value,
                   Revision = c.Revision,
                   LastSequence = c.LastSequence,
                   LastReadSequence = p.LastReadSequence,
                   UnreadCount = p.UnreadCount,
               }).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<ConversationId>> FindUnreadAsync(UserId userId, CancellationToken cancellationToken) =>
        await db.Participants.Where(p => p.UserId == userId && (p.UnreadCount > 0 || p.IsMarkedUnread))
            .Select(p => p.ConversationId).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<UserId>?> FindMembersAsync(Actor actor, ConversationId id, CancellationToken cancellationToken)
    {
        var members = await db.Conversations.VisibleTo(actor).Where(c => c.Id == id).SelectMany(c => c.Participants.Select(p => p.UserId)).ToListAsync(cancellationToken);
        return members.Count == 0 ? null : members;
    }

    public async Task<ILookup<ConversationId, UserId>> FindSharedAsync(UserId userId, CancellationToken cancellationToken)
    {
        var pairs = await (
            from theirs in db.Participants
            join member in db.Participants
                on theirs.ConversationId equals member.ConversationId
            where theirs.UserId == userId
            select new { Id = member.ConversationId, member.UserId }).ToListAsync(cancellationToken);
        return pairs.ToLookup(p => p.Id, p => p.UserId);
    }

    public Task<bool> ShareAsync(UserId userId, UserId otherId, CancellationToken cancellationToken) =>
        db.Conversations.AnyAsync(c => c.Participants.Any(p => p.UserId == userId) && c.Participants.Any(p => p.UserId == otherId), cancellationToken);

    public async Task<ILookup<UserId, UserId>> FindPartnersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken)
    {
        var pairs = await (
            from theirs in db.Participants
            join partner in db.Participants
                on theirs.ConversationId equals partner.ConversationId
            where userIds.Contains(theirs.UserId) && partner.UserId != theirs.UserId
            select new { theirs.UserId, Partner = partner.UserId }).Distinct().ToListAsync(cancellationToken);
        return pairs.ToLookup(p => p.UserId, p => p.Partner);
    }

    private async Task<IReadOnlyList<ConversationDto>> ComposeAsync(List<ConversationRow> conversations, UserId? viewer, CancellationToken cancellationToken)
    {
        if (conversations.Count == 0)
            return [];
        var ids = conversations.Select(c => c.Id).ToList();
        var memberIds = conversations.SelectMany(c => c.Participants.Select(p => p.UserId)).ToHashSet();
        var members = (await db.Users.AsNoTracking().Where(u => memberIds.Contains(u.Id)).ToListAsync(cancellationToken)).ToDictionary(u => u.Id, users.Present);
        var newest = await (
            from c in db.Conversations
            join m in db.Messages on new { c.Id, Sequence = c.LastSequence } equals new { Id = m.ConversationId, m.Sequence }
            where ids.Contains(c.Id)
            select m).AsNoTracking().ToListAsync(cancellationToken);
        var lastMessages = (await db.ToDtosAsync(newest, urls, cancellationToken)).ToDictionary(m => m.ConversationId);
        var now = clock.GetUtcNow();

        return [.. conversations.Select(c =>
        {
            var dto = new ConversationDto
            {
                Id = c.Id.Value,
                Type = c.Type,
                Title = c.Title,
                Participants = [.. c.Participants.OrderBy(p => p.JoinedAt).ThenBy(p => p.UserId).Select(p => new ParticipantDto
                {
                    User = members[p.UserId],
                    LastReadSequence = p.LastReadSequence,
                    UnreadCount = p.UnreadCount,
                    JoinedAt = p.JoinedAt,
                })],
                LastMessage = lastMessages.GetValueOrDefault(c.Id.Value),
                LastSequence = c.LastSequence,
                Revision = c.Revision,
                UnreadCount = 0,
                Pinned = false,
                Muted = false,
                MarkedUnread = false,
                Done = false,
                SnoozedUntil = null,
                WaitingSince = c.WaitingUserId is { } waiting && members.GetValueOrDefault(waiting)?.Status == UserStatus.Active ? c.WaitingSince : null,
                CreatedAt = c.CreatedAt,
                UpdatedAt = c.UpdatedAt,
            };
            return viewer is { } id && c.Participants.FirstOrDefault(p => p.UserId == id) is { } participant ? AsSeenBy(participant, dto, now) : dto;
        })];
    }

    private static ConversationDto AsSeenBy(ParticipantRow participant, ConversationDto conversation, DateTimeOffset now) => conversation with
    {
        UnreadCount = participant.UnreadCount,
        Pinned = participant.IsPinned,
        Muted = participant.IsMuted,
        MarkedUnread = participant.IsMarkedUnread,
        Done = participant.IsDone,
        SnoozedUntil = participant.SnoozedUntil > now ? participant.SnoozedUntil : null,
    };
}
