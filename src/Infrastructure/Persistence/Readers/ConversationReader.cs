using LiveChat.Infrastructure.Presence;

namespace LiveChat.Infrastructure.Persistence.Readers;

internal sealed partial class ConversationReader(
    LiveChatDbContext db,
    IMediaUrls urls,
    UserPresenter users,
    PresenceTracker presence,
    TimeProvider clock
) : IConversationReader
{
    public async Task<ConversationDto?> FindAsync(Actor actor, ConversationId id, CancellationToken cancellationToken)
    {
        var found = await db
            .Conversations.VisibleTo(actor)
            .Where(c => c.Id == id)
            .Include(c => c.Participants)
            .ToListAsync(cancellationToken);
        return (await ComposeAsync(found, actor.UserId, cancellationToken)).SingleOrDefault();
    }

    public async Task<ConversationViews?> FindForPushAsync(ConversationId id, CancellationToken cancellationToken)
    {
        var found = await db
            .Conversations.AsNoTracking()
            .Where(c => c.Id == id)
            .Include(c => c.Participants)
            .ToListAsync(cancellationToken);
        if ((await ComposeAsync(found, null, cancellationToken)).SingleOrDefault() is not { } forWatchers)
            return null;
        return new ConversationViews(
            found[0].Participants.ToDictionary(p => p.UserId, p => AsSeenBy(p, forWatchers, clock.GetUtcNow())),
            forWatchers
        );
    }

    public async Task<IReadOnlyList<HeadDto>> HeadsAsync(UserId userId, CancellationToken cancellationToken) =>
        await (
            from p in db.Participants.AsNoTracking()
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
            }
        ).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<ConversationId>> FindUnreadAsync(UserId userId, CancellationToken cancellationToken) =>
        await db
            .Participants.Where(p => p.UserId == userId && (p.UnreadCount > 0 || p.IsMarkedUnread))
            .Select(p => p.ConversationId)
            .ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<UserId>?> FindMembersAsync(Actor actor, ConversationId id, CancellationToken cancellationToken)
    {
        var members = await db
            .Conversations.VisibleTo(actor)
            .Where(c => c.Id == id)
            .SelectMany(c => c.Participants.Select(p => p.UserId))
            .ToListAsync(cancellationToken);
        return members.Count == 0 ? null : members;
    }

    public async Task<ILookup<ConversationId, UserId>> FindSharedAsync(UserId userId, CancellationToken cancellationToken)
    {
        var pairs = await (
            from theirs in db.Participants
            join member in db.Participants on theirs.ConversationId equals member.ConversationId
            where theirs.UserId == userId
            select new { Id = member.ConversationId, member.UserId }
        ).ToListAsync(cancellationToken);
        return pairs.ToLookup(p => p.Id, p => p.UserId);
    }

    public Task<bool> ShareAsync(UserId userId, UserId otherId, CancellationToken cancellationToken) =>
        db.Conversations.AnyAsync(
            c => c.Participants.Any(p => p.UserId == userId) && c.Participants.Any(p => p.UserId == otherId),
            cancellationToken
        );

    public async Task<ILookup<UserId, UserId>> FindPartnersAsync(IReadOnlyCollection<UserId> userIds, CancellationToken cancellationToken)
    {
        var pairs = await (
            from theirs in db.Participants
            join partner in db.Participants on theirs.ConversationId equals partner.ConversationId
            where userIds.Contains(theirs.UserId) && partner.UserId != theirs.UserId
            select new { theirs.UserId, Partner = partner.UserId }
        )
            .Distinct()
            .ToListAsync(cancellationToken);
        return pairs.ToLookup(p => p.UserId, p => p.Partner);
    }

    private async Task<IReadOnlyList<ConversationDto>> ComposeAsync(
        List<ConversationRow> conversations,
        UserId? viewer,
        CancellationToken cancellationToken
    )
    {
        if (conversations.Count == 0)
            return [];
        var ids = conversations.Select(c => c.Id).ToList();
        var memberIds = conversations.SelectMany(c => c.Participants.Select(p => p.UserId)).ToHashSet();
        var members = (await db.Users.AsNoTracking().Where(u => memberIds.Contains(u.Id)).ToListAsync(cancellationToken)).ToDictionary(
            u => u.Id,
            users.Present
        );
        var newest = await (
            from c in db.Conversations
            join m in db.Messages on new { c.Id, Sequence = c.LastSequence } equals new { Id = m.ConversationId, m.Sequence }
            where ids.Contains(c.Id)
            select m
        )
            .AsNoTracking()
            .ToListAsync(cancellationToken);
        var lastMessages = (await db.ToDtosAsync(newest, urls, cancellationToken)).ToDictionary(m => m.ConversationId);
        var now = clock.GetUtcNow();

        return
        [
            .. conversations.Select(c =>
            {
                var dto = new ConversationDto
                {
                    Id = c.Id.Value,
                    Type = c.Type,
                    Title = c.Title,
                    Participants =
                    [
                        .. c
                            .Participants.OrderBy(p => p.JoinedAt)
                            .ThenBy(p => p.UserId)
                            .Select(p => new ParticipantDto
                            {
                                User = members[p.UserId],
                                LastReadSequence = p.LastReadSequence,
                                UnreadCount = p.UnreadCount,
                                JoinedAt = p.JoinedAt,
                            }),
                    ],
                    LastMessage = lastMessages.GetValueOrDefault(c.Id.Value),
                    LastSequence = c.LastSequence,
                    Revision = c.Revision,
                    UnreadCount = 0,
                    Pinned = false,
                    Muted = false,
                    MarkedUnread = false,
                    Done = false,
                    SnoozedUntil = null,
                    WaitingSince =
                        c.WaitingUserId is { } waiting && members.GetValueOrDefault(waiting)?.Status == UserStatus.Active
                            ? c.WaitingSince
                            : null,
                    CreatedAt = c.CreatedAt,
                    UpdatedAt = c.UpdatedAt,
                };
                return viewer is { } id && c.Participants.FirstOrDefault(p => p.UserId == id) is { } participant
                    ? AsSeenBy(participant, dto, now)
                    : dto;
            }),
        ];
    }

    private static ConversationDto AsSeenBy(ParticipantRow participant, ConversationDto conversation, DateTimeOffset now) =>
        conversation with
        {
            UnreadCount = participant.UnreadCount,
            Pinned = participant.IsPinned,
            Muted = participant.IsMuted,
            MarkedUnread = participant.IsMarkedUnread,
            Done = participant.IsDone,
            SnoozedUntil = participant.SnoozedUntil > now ? participant.SnoozedUntil : null,
        };
}
