using FluentValidation;

namespace LiveChat.Application.Users.BanUser;

public sealed class BanUserValidator : AbstractValidator<BanUserCommand>
{
    public BanUserValidator()
    {
        RuleFor(c => c.Reason).NotEmpty().MaximumLength(BanUserCommand.MaxReasonLength);
        RuleFor(c => c.Hours).InclusiveBetween(1, BanUserCommand.MaxHours);
    }
}
