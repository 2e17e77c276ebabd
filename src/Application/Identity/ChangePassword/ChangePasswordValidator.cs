using FluentValidation;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;

namespace LiveChat.Application.Identity.ChangePassword;

public sealed class ChangePasswordValidator : AbstractValidator<ChangePasswordCommand>
{
    public ChangePasswordValidator(IPasswordService passwords)
    {
        RuleFor(c => c.CurrentPassword).NotEmpty().MaximumLength(PasswordRules.MaxLength);
        RuleFor(c => c.NewPassword).IsNewPassword(passwords);
    }
}
