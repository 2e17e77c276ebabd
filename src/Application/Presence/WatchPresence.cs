namespace LiveChat.Application.Presence;

/// <summary>
/// Makes a connection watch the presence of these users, instead of those it watched before. Users whom the actor may not see are silently
/// left out.
/// </summary>
/// <param name="UserIds">At most 500.</param>
public sealed record WatchPresenceQuery(Actor Actor, string ConnectionId, IReadOnlyList<string>? UserIds)
    : IRequest<Result<IReadOnlyList<PresenceDto>>>,
        ISignedInRequest,
        ICostlyRequest
{
    public const int MaxUsers = 500;

    CostlyKind ICostlyRequest.Kind => CostlyKind.Heads;
}

public sealed class WatchPresenceValidator : AbstractValidator<WatchPresenceQuery>
{
    public WatchPresenceValidator()
    {
        RuleFor(q => q.UserIds).NotNull();
        RuleFor(q => q.UserIds)
            .Must(ids => ids is null || ids.Count <= WatchPresenceQuery.MaxUsers)
            .WithMessage(_ => LocalizedText.Of("Validation.TooMany", WatchPresenceQuery.MaxUsers));
    }
}

public sealed class WatchPresenceHandler(IUserReader users, IPresence presence)
    : IRequestHandler<WatchPresenceQuery, Result<IReadOnlyList<PresenceDto>>>
{
    public async Task<Result<IReadOnlyList<PresenceDto>>> Handle(WatchPresenceQuery request, CancellationToken cancellationToken)
    {
        var asked = new HashSet<UserId>();
        foreach (var text in request.UserIds!)
        {
            if (UserId.TryParse(text, out var id))
                asked.Add(id);
        }

        var visible = await users.FindVisibleAsync(request.Actor, asked, cancellationToken);
        // It watches first and reads second, so that a change in between is told twice instead of never.
        presence.Watch(request.ConnectionId, [.. visible.Keys]);
        return Result<IReadOnlyList<PresenceDto>>.Of([
            .. visible.Select(v => new PresenceDto(v.Key.Value, presence.IsOnline(v.Key), v.Value)),
        ]);
    }
}

/// <summary>Whether a user is online, and when their last connection closed.</summary>
public sealed record PresenceDto(string UserId, bool IsOnline, DateTimeOffset? LastSeenAt);

public sealed record TypingChangedDto(long ConversationId, string UserId, bool IsTyping);

/// <param name="Reason">
/// The reason: logged_out, password_changed, disabled, deleted, role_changed, second_factor_on, ended_by_admin or expired.
/// </param>
public sealed record SessionEndedDto(string Reason);

/// <summary>Presence: a user is online while they have at least one open connection, on any device or tab.</summary>
public interface IPresence
{
    bool IsOnline(UserId userId);

    /// <summary>Makes a connection receive presence changes of these users, instead of those it watched before.</summary>
    void Watch(string connectionId, IReadOnlyCollection<UserId> userIds);
}
