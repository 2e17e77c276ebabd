using FluentValidation;

namespace LiveChat.Application.Identity.SignInDemo;

public sealed class SignInDemoValidator : AbstractValidator<SignInDemoCommand>
{
    public SignInDemoValidator() => RuleFor(c => c.UserId).NotEmpty();
}
