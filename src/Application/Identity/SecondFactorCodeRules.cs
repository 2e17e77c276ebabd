using FluentValidation;

namespace LiveChat.Application.Identity;

public static class SecondFactorCodeRules
{
    public const int MaxLength = 40;

    /// <summary>The text may be a code of a device or a recovery code, with spaces and hyphens.</summary>
    public static IRuleBuilderOptions<T, string?> IsCode<T>(this IRuleBuilder<T, string?> rule) => rule.NotEmpty().MaximumLength(MaxLength);
}
