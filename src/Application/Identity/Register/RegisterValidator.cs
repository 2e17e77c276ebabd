using FluentValidation;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Identity.Register;

public sealed class RegisterValidator : AbstractValidator<RegisterCommand>
{
    public RegisterValidator(IPasswordService passwords)
    {
        RuleFor(c => c.Username).NotEmpty().IsUsername();
        // Whoever names themselves may not be nameless to all others.
        RuleFor(c => c.Username)
            .Must(name => string.IsNullOrEmpty(name) || !string.IsNullOrWhiteSpace(User.VisibleText(name)))
            .WithMessage(_ => ErrorText.Of("Validation.Username", User.MaxUsernameLength));
        RuleFor(c => c.Password).IsNewPassword(passwords);
        RuleFor(c => c.Role).NotEmpty().IsNameOf(UserRole.Buyer, UserRole.Merchant);
        RuleFor(c => c.Description).MaximumLength(User.MaxDescriptionLength);
    }
}
