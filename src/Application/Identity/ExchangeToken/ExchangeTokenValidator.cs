using FluentValidation;

namespace LiveChat.Application.Identity.ExchangeToken;

public sealed class ExchangeTokenValidator : AbstractValidator<ExchangeTokenCommand>
{
    /// <summary>Several times what the claims of the contract can take.</summary>
    private const int MaxLength = 8192;

    public ExchangeTokenValidator() => RuleFor(c => c.Token).NotEmpty().MaximumLength(MaxLength);
}
