namespace LiveChat.Application.Users;

/// <summary>Changes the actor's own profile; null leaves a part as it is.</summary>
/// <param name="AvatarAttachmentId">A picture that the actor uploaded, for the avatar; null leaves the avatar as it is.</param>
public sealed record UpdateProfileCommand(Actor Actor, string? Description, long? AvatarAttachmentId)
    : IRequest<Result<UserDto>>,
        ISignedInRequest;

public sealed class UpdateProfileValidator : AbstractValidator<UpdateProfileCommand>
{
    public UpdateProfileValidator()
    {
        RuleFor(c => c.Description).MaximumLength(User.MaxDescriptionLength).IsEmptyOrVisible();
    }
}

public sealed class UpdateProfileHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    AvatarMaker avatars,
    Auditor auditor,
    UserPresenter presenter
) : IRequestHandler<UpdateProfileCommand, Result<UserDto>>
{
    public async Task<Result<UserDto>> Handle(UpdateProfileCommand request, CancellationToken cancellationToken)
    {
        if (await avatars.MakeAsync(request.AvatarAttachmentId, request.Actor.UserId, cancellationToken) is { IsSuccess: false } refused)
            return refused.Error;
        return await unitOfWork.ExecuteAsync<Result<UserDto>>(
            async ct =>
            {
                if (await users.FindAsync(request.Actor.UserId, ct) is not { IsActive: true } user)
                    return IdentityErrors.Unauthenticated;
                if (await avatars.GiveAsync(request.AvatarAttachmentId, user, request.Actor.UserId, ct) is { IsSuccess: false } notGiven)
                    return notGiven.Error;
                var changes = UserChanges.Of(user, null, null, request.Description, request.AvatarAttachmentId);
                user.UpdateProfile(username: null, request.Description);
                if (request.Actor.IsAdmin)
                    auditor.Record(request.Actor, AuditAction.UserUpdated, user.Id, changes);
                return presenter.Present(user);
            },
            cancellationToken
        );
    }
}
