using FluentValidation;

namespace LiveChat.Application.Identity;

public static class SecondFactorCodeRules
{
    public const int MaxLength = 40;

    /// <summary>A code of the device or a recovery code, spaces and hyphens included.</summary>
    public static IRuleBuilderOptions<T, string?> IsCode<T>(this IRuleBuilder<T, string?> rule) => rule.NotEmpty().MaximumLength(MaxLength);
}
