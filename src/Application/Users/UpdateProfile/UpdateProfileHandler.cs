using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using MediatR;

namespace LiveChat.Application.Users.UpdateProfile;

public sealed class UpdateProfileHandler(IUnitOfWork unitOfWork, IUserRepository users, Auditor auditor, UserPresenter presenter) : IRequestHandler<UpdateProfileCommand, Result<UserDto>>
{
    public Task<Result<UserDto>> Handle(UpdateProfileCommand request, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Result<UserDto>>(
            async ct =>
            {
                if (await users.FindAsync(request.Actor.UserId, ct) is not { IsActive: true } user)
                    return IdentityErrors.Unauthenticated;
                user.UpdateProfile(username: null, request.Description);
                if (request.Actor.IsAdmin)
                    auditor.Record(request.Actor, AuditAction.UserUpdated, user.Id, "own description");
                return presenter.Present(user);
            },
            cancellationToken);
}
