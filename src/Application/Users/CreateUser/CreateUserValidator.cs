using FluentValidation;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Users.CreateUser;

public sealed class CreateUserValidator : AbstractValidator<CreateUserCommand>
{
    public CreateUserValidator(IPasswordService passwords)
    {
        RuleFor(c => c.Id).IsUserId();
        RuleFor(c => c.Username).NotEmpty().IsUsername();
        RuleFor(c => c.Role).NotEmpty().IsNameOf<CreateUserCommand, UserRole>();
        RuleFor(c => c.Password).IsNewPassword(passwords).When(c => c.Password is not null);
        RuleFor(c => c.Description).MaximumLength(User.MaxDescriptionLength).IsEmptyOrVisible();
    }
}
