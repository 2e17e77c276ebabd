using FluentValidation;
using LiveChat.Application.Abstractions;

namespace LiveChat.Application.Common;

public static class PasswordRules
{
    public const int MinLength = 8;

    /// <summary>The limit bounds the work of hashing.</summary>
    public const int MaxLength = 200;

    /// <summary>A password that a user may choose: 8 to 200 characters, and not a common one.</summary>
    public static IRuleBuilderOptions<T, string?> IsNewPassword<T>(this IRuleBuilder<T, string?> rule, IPasswordService passwords) => rule
        .NotEmpty()
        .Length(MinLength, MaxLength)
        .Must(password => password is null || !passwords.IsCommon(password)).WithMessage(_ => ErrorText.Of("Validation.CommonPassword"));
}
