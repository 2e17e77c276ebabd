using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Application.Uploads;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Users.CreateUser;

public sealed class CreateUserHandler(IUnitOfWork unitOfWork, IUserRepository users, NameGuard names, IPasswordService passwords, AvatarMaker avatars, Auditor auditor, UserPresenter presenter, TimeProvider clock)
    : IRequestHandler<CreateUserCommand, Result<UserDto>>
{
    public async Task<Result<UserDto>> Handle(CreateUserCommand request, CancellationToken cancellationToken)
    {
        var id = request.Id is null ? UserId.Generate() : UserId.From(request.Id);
        var role = WireNames<UserRole>.Parse(request.Role!);
        if (await names.CheckAsync(id, request.Username!, role, cancellationToken) is { IsSuccess: false } imitating)
            return imitating.Error;
        var passwordHash = request.Password is null ? null : await passwords.HashAsync(request.Password, request.Actor.UserId.Value, cancellationToken);
        if (await avatars.MakeAsync(request.AvatarAttachmentId, request.Actor.UserId, cancellationToken) is { IsSuccess: false } refused)
            return refused.Error;
        return await unitOfWork.ExecuteAsync<Result<UserDto>>(
            async ct =>
            {
                if (await users.FindAsync(id, ct) is not null)
                    return UserErrors.IdTaken(id);
                if (passwordHash is not null && await users.FindByLoginAsync(request.Username!, ct) is not null)
                    return UserErrors.UsernameTaken(request.Username!);
                var user = User.Create(id, request.Username!, role, clock.GetUtcNow(), request.Description);
                if (passwordHash is not null)
                    user.SetPasswordHash(passwordHash, request.MustChangePassword);
                if (await avatars.GiveAsync(request.AvatarAttachmentId, user, request.Actor.UserId, ct) is { IsSuccess: false } notGiven)
                    return notGiven.Error;
                users.Add(user);
                auditor.Record(request.Actor, AuditAction.UserCreated, id, new AuditFact(AuditFactKind.Created, user.Role.ToString(), user.Username));
                return presenter.Present(user);
            },
            cancellationToken);
    }
}
