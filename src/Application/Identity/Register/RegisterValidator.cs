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
        RuleFor(c => c.Password).IsNewPassword(passwords);
        RuleFor(c => c.Role).NotEmpty().IsNameOf(UserRole.Buyer, UserRole.Merchant);
        RuleFor(c => c.Description).MaximumLength(User.MaxDescriptionLength).IsEmptyOrVisible();
    }
}
