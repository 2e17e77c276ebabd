namespace LiveChat.Application.Users;

/// <summary>Changes a user. Another role ends their sessions, because their tokens carry the old one.</summary>
/// <param name="Description">The description; null leaves it as it is.</param>
/// <param name="AvatarAttachmentId">A picture that the actor uploaded, for the avatar; null leaves the avatar as it is.</param>
/// <param name="ExpectedVersions">The <see cref="UserVersion"/>s that the caller accepts (If-Match); null accepts any.</param>
public sealed record UpdateUserCommand(
    Actor Actor,
    string UserId,
    string? Username,
    string? Role,
    string? Description,
    long? AvatarAttachmentId,
    IReadOnlyList<string>? ExpectedVersions = null
) : IRequest<Result<UserDto>>, IAdminRequest
{
    public string? Username { get; init; } = Username?.ToNormalForm();

    public string? SubjectId => UserId;
}

public sealed class UpdateUserValidator : AbstractValidator<UpdateUserCommand>
{
    public UpdateUserValidator()
    {
        RuleFor(c => c.Username).NotEmpty().IsUsername();
        RuleFor(c => c.Role).NotEmpty().IsNameOf<UpdateUserCommand, UserRole>();
        RuleFor(c => c.Description).MaximumLength(User.MaxDescriptionLength).IsEmptyOrVisible();
    }
}

public sealed class UpdateUserHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    NameGuard names,
    SessionEnder sessions,
    AvatarMaker avatars,
    ISecondFactorRepository secondFactors,
    Auditor auditor,
    UserPresenter presenter,
    IConversationReader conversations,
    IConversationWriter writer
) : IRequestHandler<UpdateUserCommand, Result<UserDto>>
{
    private const int ConversationsAtOnce = 100;

    public async Task<Result<UserDto>> Handle(UpdateUserCommand request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.UserId, out var id))
            return UserErrors.NotFound;
        var role = WireNames<UserRole>.Parse(request.Role!);
        if (
            await users.FindAsync(id, cancellationToken) is { } before
            && (before.Username != request.Username!.TrimEnd() || before.Role != role)
            && await names.CheckAsync(id, request.Username!, role, cancellationToken) is { IsSuccess: false } imitating
        )
            return imitating.Error;
        if (await avatars.MakeAsync(request.AvatarAttachmentId, request.Actor.UserId, cancellationToken) is { IsSuccess: false } refused)
            return refused.Error;
        var hasOtherRole = false;
        var updated = await unitOfWork.ExecuteAsync<Result<User>>(
            async ct =>
            {
                var user = await users.FindAsync(id, ct);
                if (user is null || user.Status == UserStatus.Deleted)
                    return UserErrors.NotFound;
                if (presenter.Refusal(user, request.ExpectedVersions) is { } outdated)
                    return outdated;
                if (
                    user.PasswordHash is not null
                    && await users.FindByLoginAsync(request.Username!, ct) is { } namesake
                    && namesake.Id != id
                )
                    return UserErrors.UsernameTaken(request.Username!);
                var changes = UserChanges.Of(user, role, request.Username, request.Description, request.AvatarAttachmentId);
                if (user.Role != role)
                {
                    if (
                        user.ChangeRole(role, request.Actor.UserId, await users.CountOtherActiveAdminsAsync(id, ct)) is
                        { IsSuccess: false } kept
                    )
                        return kept.Error;
                    hasOtherRole = true;
                    // Only admins have a second factor and can end it, so it is removed with the role.
                    if (await secondFactors.FindAsync(id, ct) is { } factor)
                        secondFactors.Remove(factor);
                    await sessions.EndAllAsync(id, SessionEndReason.RoleChanged, null, ct);
                }

                if (await avatars.GiveAsync(request.AvatarAttachmentId, user, request.Actor.UserId, ct) is { IsSuccess: false } notGiven)
                    return notGiven.Error;
                user.UpdateProfile(request.Username, request.Description);
                if (changes.Count > 0)
                    auditor.Record(request.Actor, AuditAction.UserUpdated, id, changes);
                return user;
            },
            cancellationToken
        );
        if (!updated.IsSuccess)
            return updated.Error;
        if (hasOtherRole)
            await ChangeSidesAsync(id);
        return presenter.Present(updated.Value);
    }

    /// <summary>Determines again who waits, because the asking side follows from the roles.</summary>
    private async Task ChangeSidesAsync(UserId id)
    {
        foreach (
            var some in (await conversations.FindSharedAsync(id, CancellationToken.None)).Select(c => c.Key).Chunk(ConversationsAtOnce)
        )
        {
            await writer.WriteAsync<bool>(
                store =>
                {
                    foreach (var conversation in some)
                        store.FindConversation(conversation)?.RolesChanged(store);
                    return true;
                },
                ExpectedLookups.Of(some),
                CancellationToken.None
            );
        }
    }
}

/// <summary>Shows a conversation in which somebody else waits now, because a member has another role.</summary>
public sealed class PushWaiting(IConversationReader conversations, IChatNotifier notifier, ILogger<PushWaiting> logger)
    : PushConversation<WaitingChanged>(conversations, notifier, logger);

/// <summary>
/// Pushes a changed user's conversations to the other members who are online. These pushes have a queue of their own, so that a user with
/// thousands of conversations does not hold up the pushes of messages.
/// </summary>
public sealed class PushChangedUser(
    IConversationReader conversations,
    IPresence presence,
    IChatNotifier notifier,
    ILogger<PushChangedUser> logger
) : QueryingPush<UserChanged>(logger)
{
    protected override async Task PushAsync(UserChanged domainEvent)
    {
        var shared = await conversations.FindSharedAsync(domainEvent.UserId, CancellationToken.None);
        foreach (var id in shared.Where(one => one.Any(presence.IsOnline)).Select(one => one.Key))
        {
            if (await conversations.FindForPushAsync(id, CancellationToken.None) is not { } views)
                continue;
            foreach (var (member, conversation) in views.ForMembers.Where(view => presence.IsOnline(view.Key)))
                await notifier.ConversationUpdatedAsync(member, conversation);
            await notifier.ConversationUpdatedForWatchersAsync(views.ForWatchers);
        }
    }
}
