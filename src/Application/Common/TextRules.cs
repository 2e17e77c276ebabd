using FluentValidation;
using LiveChat.Domain.Common;

namespace LiveChat.Application.Common;

public static class TextRules
{
    /// <summary>Refuses text of invisible characters alone. Null, the empty string and white space pass.</summary>
    public static IRuleBuilderOptions<T, string?> IsEmptyOrVisible<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => string.IsNullOrWhiteSpace(text) || VisibleText.IsIn(text))
        .WithMessage(_ => ErrorText.Of("Validation.Invisible"));
}
