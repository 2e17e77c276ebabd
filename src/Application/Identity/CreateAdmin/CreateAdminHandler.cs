using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Users;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Identity.CreateAdmin;

public sealed class CreateAdminHandler(IUnitOfWork unitOfWork, IUserRepository users, NameGuard names, IPasswordService passwords, Auditor auditor, UserPresenter presenter, TimeProvider clock)
    : IRequestHandler<CreateAdminCommand, Result<UserDto>>
{
    public async Task<Result<UserDto>> Handle(CreateAdminCommand request, CancellationToken cancellationToken)
    {
        var id = UserId.From(request.Id!);
        if (await names.CheckAsync(id, request.Username!, UserRole.Admin, cancellationToken) is { IsSuccess: false } imitating)
            return imitating.Error;
        var passwordHash = await passwords.HashAsync(request.Password!, "", cancellationToken);
        return await unitOfWork.ExecuteAsync<Result<UserDto>>(
            async ct =>
            {
                if (await users.FindAsync(id, ct) is not null)
                    return UserErrors.IdTaken(id);
                if (await users.FindByLoginAsync(request.Username!, ct) is not null)
                    return UserErrors.UsernameTaken(request.Username!);
                var admin = User.Create(id, request.Username!, UserRole.Admin, clock.GetUtcNow());
                admin.SetPasswordHash(passwordHash, request.MustChangePassword);
                users.Add(admin);
                auditor.Record(null, AuditAction.UserCreated, id, new AuditFact(AuditFactKind.Created, nameof(UserRole.Admin), admin.Username), new AuditFact(AuditFactKind.ByCommandLine));
                return presenter.Present(admin);
            },
            cancellationToken);
    }
}
