using FluentValidation;
using LiveChat.Domain.Common;

namespace LiveChat.Application.Common;

public static class TextRules
{
    /// <summary>Refuses what would be an empty place where it is shown: characters that nobody can see. Null, nothing at all and white space alone pass.</summary>
    public static IRuleBuilderOptions<T, string?> IsEmptyOrVisible<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => string.IsNullOrWhiteSpace(text) || VisibleText.IsIn(text))
        .WithMessage(_ => ErrorText.Of("Validation.Invisible"));
}
