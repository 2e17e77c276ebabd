namespace LiveChat.Application.Users;

/// <summary>Enables or disables a user. Disabling ends their sessions.</summary>
/// <param name="Status">active or disabled.</param>
/// <param name="ExpectedVersions">The <see cref="UserVersion"/>s that the caller accepts (If-Match); null accepts any.</param>
public sealed record SetUserStatusCommand(Actor Actor, string UserId, string? Status, IReadOnlyList<string>? ExpectedVersions = null)
    : IRequest<Result<UserDto>>,
        IAdminRequest
{
    public string? SubjectId => UserId;
}

public sealed class SetUserStatusValidator : AbstractValidator<SetUserStatusCommand>
{
    public SetUserStatusValidator() => RuleFor(c => c.Status).NotEmpty().IsNameOf(UserStatus.Active, UserStatus.Disabled);
}

public sealed class SetUserStatusHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    SessionEnder sessions,
    Auditor auditor,
    UserPresenter presenter
) : IRequestHandler<SetUserStatusCommand, Result<UserDto>>
{
    public async Task<Result<UserDto>> Handle(SetUserStatusCommand request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.UserId, out var id))
            return UserErrors.NotFound;
        var status = WireNames<UserStatus>.Parse(request.Status!);
        var changed = await unitOfWork.ExecuteAsync<Result<User>>(
            async ct =>
            {
                var user = await users.FindAsync(id, ct);
                if (user is null || user.Status == UserStatus.Deleted)
                    return UserErrors.NotFound;
                if (presenter.Refusal(user, request.ExpectedVersions) is { } outdated)
                    return outdated;
                if (user.Status == status)
                    return user;
                if (status == UserStatus.Active)
                {
                    user.Enable();
                }
                else
                {
                    if (user.Disable(request.Actor.UserId, await users.CountOtherActiveAdminsAsync(id, ct)) is { IsSuccess: false } kept)
                        return kept.Error;
                    await sessions.EndAllAsync(id, SessionEndReason.Disabled, null, ct);
                }

                auditor.Record(
                    request.Actor,
                    AuditAction.UserStatusChanged,
                    id,
                    new AuditFact(status == UserStatus.Active ? AuditFactKind.Enabled : AuditFactKind.Disabled)
                );
                return user;
            },
            cancellationToken
        );
        return changed.IsSuccess ? presenter.Present(changed.Value) : changed.Error;
    }
}

/// <summary>Deletes a user softly: their messages stay, and they never sign in again.</summary>
/// <param name="ExpectedVersions">The <see cref="UserVersion"/>s that the caller accepts (If-Match); null accepts any.</param>
public sealed record DeleteUserCommand(Actor Actor, string UserId, IReadOnlyList<string>? ExpectedVersions = null)
    : IRequest<Result>,
        IAdminRequest
{
    public string? SubjectId => UserId;
}

public sealed class DeleteUserHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    SessionEnder sessions,
    Auditor auditor,
    UserPresenter presenter
) : IRequestHandler<DeleteUserCommand, Result>
{
    public async Task<Result> Handle(DeleteUserCommand request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.UserId, out var id))
            return UserErrors.NotFound;
        return await unitOfWork.ExecuteAsync<Result>(
            async ct =>
            {
                var user = await users.FindAsync(id, ct);
                if (user is null || user.Status == UserStatus.Deleted)
                    return UserErrors.NotFound;
                if (presenter.Refusal(user, request.ExpectedVersions) is { } outdated)
                    return outdated;
                if (user.Delete(request.Actor.UserId, await users.CountOtherActiveAdminsAsync(id, ct)) is { IsSuccess: false } kept)
                    return kept.Error;
                auditor.Record(request.Actor, AuditAction.UserDeleted, id, new AuditFact(AuditFactKind.Deleted, user.Username));
                await sessions.EndAllAsync(id, SessionEndReason.Deleted, null, ct);
                return Result.Success();
            },
            cancellationToken
        );
    }
}
