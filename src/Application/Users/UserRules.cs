using FluentValidation;
using LiveChat.Application.Common;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Users;

public static class UserRules
{
    /// <summary>Words that stand in paths where the id of a user would: nobody may be called so.</summary>
    private static readonly HashSet<string> ReservedIds = ["me", "ensure"];

    /// <summary>A well-formed user id that may be given to somebody; null is left to <c>NotEmpty</c>.</summary>
    public static IRuleBuilderOptions<T, string?> IsUserId<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(id => id is null || IsUserId(id))
        .WithMessage(_ => ErrorText.Of("Validation.UserId", UserId.MaxLength));

    /// <inheritdoc cref="IsUserId{T}"/>
    public static bool IsUserId(string id) => UserId.TryParse(id, out _) && !ReservedIds.Contains(id);

    /// <summary>1 to 50 characters, not only white space; null is left to <c>NotEmpty</c>.</summary>
    public static IRuleBuilderOptions<T, string?> IsUsername<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(name => name is null || (name.TrimEnd().Length is > 0 and <= User.MaxUsernameLength))
        .WithMessage(_ => ErrorText.Of("Validation.Username", User.MaxUsernameLength))
        .Must(name => string.IsNullOrWhiteSpace(name) || User.IsHonest(name))
        .WithMessage(_ => ErrorText.Of("Validation.UsernameMisleading"));

    /// <summary>A complete https URL; null passes.</summary>
    public static IRuleBuilderOptions<T, string?> IsHttpsUrl<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || (text.StartsWith("https://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out _)))
        .WithMessage(_ => ErrorText.Of("Validation.HttpsUrl"));

    /// <summary>The text must not contain U+0000. Request bodies are checked for it before, tokens are not.</summary>
    public static IRuleBuilderOptions<T, string?> IsText<T>(this IRuleBuilder<T, string?> rule) => rule
        .Must(text => text is null || !text.Contains('\0', StringComparison.Ordinal))
        .WithMessage(_ => ErrorText.Of("Validation.Text"));
}
