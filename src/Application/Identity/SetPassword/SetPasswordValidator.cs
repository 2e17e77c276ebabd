using FluentValidation;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;

namespace LiveChat.Application.Identity.SetPassword;

public sealed class SetPasswordValidator : AbstractValidator<SetPasswordCommand>
{
    public SetPasswordValidator(IPasswordService passwords) => RuleFor(c => c.Password).IsNewPassword(passwords);
}
