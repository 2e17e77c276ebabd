using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Application.Identity;
using LiveChat.Application.Uploads;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Users.UpdateUser;

public sealed class UpdateUserHandler(
    IUnitOfWork unitOfWork, IUserRepository users, NameGuard names, SessionEnder sessions, AvatarMaker avatars,
    ISecondFactorRepository secondFactors, Auditor auditor, UserPresenter presenter,
    IConversationReader conversations, IConversationWriter writer)
    : IRequestHandler<UpdateUserCommand, Result<UserDto>>
{
    private const int ConversationsAtOnce = 100;

    public async Task<Result<UserDto>> Handle(UpdateUserCommand request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.UserId, out var id))
            return UserErrors.NotFound;
        var role = WireNames<UserRole>.Parse(request.Role!);
        if (await users.FindAsync(id, cancellationToken) is { } before && (before.Username != request.Username!.TrimEnd() || before.Role != role)
            && await names.CheckAsync(id, request.Username!, role, cancellationToken) is { IsSuccess: false } imitating)
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
                if (user.PasswordHash is not null && await users.FindByLoginAsync(request.Username!, ct) is { } namesake && namesake.Id != id)
                    return UserErrors.UsernameTaken(request.Username!);
                var changes = UserChanges.Of(user, role, request.Username, request.Description, request.AvatarAttachmentId);
                if (user.Role != role)
                {
                    if (user.ChangeRole(role, request.Actor.UserId, await users.CountOtherActiveAdminsAsync(id, ct)) is { IsSuccess: false } kept)
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
            cancellationToken);
        if (!updated.IsSuccess)
            return updated.Error;
        if (hasOtherRole)
            await ChangeSidesAsync(id);
        return presenter.Present(updated.Value);
    }

    /// <summary>Determines again who waits, because the asking side follows from the roles.</summary>
    private async Task ChangeSidesAsync(UserId id)
    {
        foreach (var some in (await conversations.FindSharedAsync(id, CancellationToken.None)).Select(c => c.Key).Chunk(ConversationsAtOnce))
        {
            await writer.WriteAsync<bool>(
                session =>
                {
                    foreach (var conversation in some)
                        session.FindConversation(conversation)?.RolesChanged(session);
                    return true;
                },
                CancellationToken.None);
        }
    }
}
