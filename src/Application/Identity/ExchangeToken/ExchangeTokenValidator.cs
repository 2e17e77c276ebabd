using FluentValidation;

namespace LiveChat.Application.Identity.ExchangeToken;

public sealed class ExchangeTokenValidator : AbstractValidator<ExchangeTokenCommand>
{
    /// <summary>Several times the size of a token with all claims that docs/identity.md describes.</summary>
    public const int MaxLength = 8192;

    public ExchangeTokenValidator() => RuleFor(c => c.Token).NotEmpty().MaximumLength(MaxLength);
}
