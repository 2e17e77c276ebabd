using FluentValidation;
using LiveChat.Application.Common;

namespace LiveChat.Application.Users.BanUser;

public sealed class BanUserValidator : AbstractValidator<BanUserCommand>
{
    public BanUserValidator()
    {
        RuleFor(c => c.Reason).NotEmpty().MaximumLength(BanUserCommand.MaxReasonLength).IsEmptyOrVisible();
        RuleFor(c => c.Hours).InclusiveBetween(1, BanUserCommand.MaxHours);
    }
}
