using FluentValidation;
using LiveChat.Application.Common;

namespace LiveChat.Application.Identity.Login;

public sealed class LoginValidator : AbstractValidator<LoginCommand>
{
    public LoginValidator()
    {
        RuleFor(c => c.Username).NotEmpty().MaximumLength(200);
        RuleFor(c => c.Code).MaximumLength(SecondFactorCodeRules.MaxLength);
        RuleFor(c => c.Password).NotEmpty().MaximumLength(PasswordRules.MaxLength);
    }
}
