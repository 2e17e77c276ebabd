using FluentValidation;

namespace LiveChat.Application.Identity.ConfirmSecondFactor;

public sealed class ConfirmSecondFactorValidator : AbstractValidator<ConfirmSecondFactorCommand>
{
    public ConfirmSecondFactorValidator() => RuleFor(c => c.Code).IsCode();
}
