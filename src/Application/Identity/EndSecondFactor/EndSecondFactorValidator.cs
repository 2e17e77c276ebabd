using FluentValidation;

namespace LiveChat.Application.Identity.EndSecondFactor;

public sealed class EndSecondFactorValidator : AbstractValidator<EndSecondFactorCommand>
{
    public EndSecondFactorValidator() => RuleFor(c => c.Code).IsCode();
}
