using System.Security.Cryptography;
using System.Text.Json;

namespace LiveChat.Application.Users;

public static class UserRules
{
    /// <summary>Words that stand in paths where the id of a user would: nobody may be called so.</summary>
    private static readonly HashSet<string> ReservedIds = ["me", "ensure"];

    /// <summary>A well-formed user id that may be given to somebody; null is left to <c>NotEmpty</c>.</summary>
    public static IRuleBuilderOptions<T, string?> IsUserId<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(id => id is null || IsUserId(id)).WithMessage(_ => LocalizedText.Of("Validation.UserId", UserId.MaxLength));

    /// <inheritdoc cref="IsUserId{T}"/>
    public static bool IsUserId(string id) => UserId.TryParse(id, out _) && !ReservedIds.Contains(id);

    /// <summary>1 to 50 characters, not only white space; null is left to <c>NotEmpty</c>.</summary>
    public static IRuleBuilderOptions<T, string?> IsUsername<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(name => name is null || (name.TrimEnd().Length is > 0 and <= User.MaxUsernameLength))
            .WithMessage(_ => LocalizedText.Of("Validation.Username", User.MaxUsernameLength))
            .Must(name => string.IsNullOrWhiteSpace(name) || User.IsHonest(name))
            .WithMessage(_ => LocalizedText.Of("Validation.UsernameMisleading"));

    /// <summary>A complete https URL; null passes.</summary>
    public static IRuleBuilderOptions<T, string?> IsHttpsUrl<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text =>
                text is null || (text.StartsWith("https://", StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out _))
            )
            .WithMessage(_ => LocalizedText.Of("Validation.HttpsUrl"));

    /// <summary>The text must not contain U+0000. Request bodies are checked for it before, tokens are not.</summary>
    public static IRuleBuilderOptions<T, string?> IsText<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => text is null || !text.Contains('\0', StringComparison.Ordinal))
            .WithMessage(_ => LocalizedText.Of("Validation.Text"));
}

/// <summary>The facts about a change of a user, for the audit log.</summary>
internal static class UserChanges
{
    /// <summary>The facts about what changes; a null argument leaves that part as it is.</summary>
    public static IReadOnlyList<AuditFact> Of(User user, UserRole? role, string? username, string? description, long? avatarAttachmentId)
    {
        var changes = new List<AuditFact>();
        if (role is { } other && other != user.Role)
            changes.Add(new AuditFact(AuditFactKind.RoleChanged, user.Role.ToString(), other.ToString()));
        if (username?.TrimEnd() is { } name && name != user.Username)
            changes.Add(new AuditFact(AuditFactKind.Renamed, user.Username, name));
        if (description is not null && description != user.Description)
            changes.Add(new AuditFact(AuditFactKind.DescriptionChanged));
        if (avatarAttachmentId is not null)
            changes.Add(new AuditFact(AuditFactKind.AvatarChanged));
        return changes;
    }
}

/// <summary>
/// The version of the part of a user that admins edit, for ETag and If-Match. It is a hash of that part, so equal states have equal
/// versions and nothing has to be counted.
/// </summary>
public static class UserVersion
{
    /// <summary>The version: 16 hexadecimal characters.</summary>
    public static string Of(UserDto user) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(
                    new[] { user.Id, user.Username, user.Role.ToString(), user.Description, user.AvatarUrl, user.Status.ToString() }
                )
            )
        )[..16];

    /// <summary>Whether the user still has one of the expected versions. Call it inside the unit of work that changes the user.</summary>
    /// <param name="expected">The versions that the caller accepts; null accepts any.</param>
    public static Error? Refusal(this UserPresenter presenter, User user, IReadOnlyList<string>? expected) =>
        expected is null || expected.Contains(Of(presenter.Present(user))) ? null : UserErrors.ChangedMeanwhile;
}
