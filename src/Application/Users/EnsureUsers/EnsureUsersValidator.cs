using FluentValidation;
using LiveChat.Application.Common;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Users.EnsureUsers;

public sealed class EnsureUsersValidator : AbstractValidator<EnsureUsersCommand>
{
    public const int MaxUsers = 100;

    public EnsureUsersValidator()
    {
        RuleFor(c => c.Users).NotEmpty();
        RuleFor(c => c.Users).Must(users => users is null || users.Count <= MaxUsers).WithMessage(_ => ErrorText.Of("Validation.TooMany", MaxUsers));
        RuleForEach(c => c.Users).NotNull().SetValidator(new EnsuredUserValidator()).When(c => c.Users is { Count: <= MaxUsers });
    }
}

public sealed class EnsuredUserValidator : AbstractValidator<EnsuredUser>
{
    public EnsuredUserValidator()
    {
        RuleFor(u => u.Id).NotEmpty().IsUserId();
        RuleFor(u => u.Role).NotEmpty().IsNameOf(UserRole.Buyer, UserRole.Merchant, UserRole.Platform);
        RuleFor(u => u.Username).IsUsername();
        RuleFor(u => u.Description).MaximumLength(User.MaxDescriptionLength).IsEmptyOrVisible();
        RuleFor(u => u.Avatar).MaximumLength(User.MaxAvatarLength).IsHttpsUrl();
    }
}
