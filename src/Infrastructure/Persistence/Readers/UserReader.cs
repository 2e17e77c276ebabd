using LiveChat.Infrastructure.Text;
using Mapster;

namespace LiveChat.Infrastructure.Persistence.Readers;

internal sealed class UserReader(LiveChatDbContext db, TypeAdapterConfig mapping, UserPresenter presenter) : IUserReader
{
    public async Task<ListResult<UserDto>> ListAsync(
        Actor actor,
        UserFilter filter,
        Sort<UserColumn>? sort,
        Paging paging,
        CancellationToken cancellationToken
    )
    {
        var users = Matching(actor, filter);
        var count = await users.LongCountAsync(cancellationToken);
        var rows = await InOrder(users, sort)
            .Skip(paging.Skip)
            .Take(paging.PageSize)
            .ProjectToType<UserRow>(mapping)
            .ToListAsync(cancellationToken);
        return new ListResult<UserDto>(count, [.. rows.Select(presenter.Present)]);
    }

    public IAsyncEnumerable<UserDto> StreamAsync(
        Actor actor,
        UserFilter filter,
        Sort<UserColumn>? sort,
        CancellationToken cancellationToken
    ) => InOrder(Matching(actor, filter), sort).ProjectToType<UserRow>(mapping).AsAsyncEnumerable().Select(presenter.Present);

    private IQueryable<User> Matching(Actor actor, UserFilter filter)
    {
        var users = VisibleTo(actor);
        // Only admins see users who are not active.
        if (!actor.IsAdmin)
            users = users.Where(u => u.Status == UserStatus.Active);
        if (filter.Role is { } role)
            users = users.Where(u => u.Role == role);
        if (filter.Status is { } status)
            users = users.Where(u => u.Status == status);
        if (filter.Ids is { } ids)
            users = users.Where(u => ids.Contains(u.Id));
        if (!string.IsNullOrWhiteSpace(filter.Search))
        {
            var id = filter.Search.Trim();
            var name = Folding.Fold(id);
            users = users.Where(u => DatabaseFunctions.FoldedContains(u.Username, name) || ((string)(object)u.Id).Contains(id));
        }

        return users;
    }

    public async Task<UserDto?> FindAsync(Actor actor, UserId id, CancellationToken cancellationToken)
    {
        var row = await VisibleTo(actor).Where(u => u.Id == id).ProjectToType<UserRow>(mapping).SingleOrDefaultAsync(cancellationToken);
        return row is null ? null : presenter.Present(row);
    }

    public async Task<IReadOnlyDictionary<UserId, DateTimeOffset?>> FindVisibleAsync(
        Actor actor,
        IReadOnlyCollection<UserId> ids,
        CancellationToken cancellationToken
    ) => await VisibleTo(actor).Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.LastSeenAt, cancellationToken);

    private static IQueryable<User> InOrder(IQueryable<User> users, Sort<UserColumn>? order)
    {
        var sort = order ?? new Sort<UserColumn>(UserColumn.CreatedAt, false);
        var descending = sort.IsDescending;
        var ordered = sort.Column switch
        {
            UserColumn.Id => users.By(u => u.Id, descending),
            UserColumn.Username => users.By(u => u.NormalizedUsername, descending),
            UserColumn.Role => users.By(u => u.Role, descending),
            UserColumn.Status => users.By(u => u.Status, descending),
            UserColumn.LastSeenAt => users.By(u => u.LastSeenAt, descending),
            _ => users.By(u => u.CreatedAt, descending),
        };
        return ordered.ThenBy(u => u.Id, descending);
    }

    private IQueryable<User> VisibleTo(Actor actor)
    {
        var users = db.Users.AsNoTracking();
        return actor.Role switch
        {
            UserRole.Admin => users,
            UserRole.Platform => users.Where(u => u.Status == UserStatus.Active || Partners(actor.UserId).Contains(u.Id)),
            _ => users.Where(u =>
                u.Id == actor.UserId
                || (u.Status == UserStatus.Active && (u.Role == UserRole.Merchant || u.Role == UserRole.Platform))
                || Partners(actor.UserId).Contains(u.Id)
            ),
        };
    }

    private IQueryable<UserId> Partners(UserId userId) =>
        from mine in db.Participants
        join theirs in db.Participants on mine.ConversationId equals theirs.ConversationId
        where mine.UserId == userId
        select theirs.UserId;
}
