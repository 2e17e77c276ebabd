using FluentValidation;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Users;

namespace LiveChat.Application.Identity.CreateAdmin;

public sealed class CreateAdminValidator : AbstractValidator<CreateAdminCommand>
{
    public CreateAdminValidator(IPasswordService passwords)
    {
        RuleFor(c => c.Id).NotEmpty().IsUserId();
        RuleFor(c => c.Username).NotEmpty().IsUsername();
        RuleFor(c => c.Password).IsNewPassword(passwords);
    }
}
