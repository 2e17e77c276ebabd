using System.Security.Cryptography;
using System.Text.Json;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Users;

/// <summary>
/// The version of the part of a user that admins edit, for ETag and If-Match. It is a hash of that part, so equal states have equal
/// versions and nothing has to be counted.
/// </summary>
public static class UserVersion
{
    /// <summary>The version: 16 hexadecimal characters.</summary>
    public static string Of(UserDto user) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new[] { user.Id, user.Username, user.Role.ToString(), user.Description, user.AvatarUrl, user.Status.ToString() })))[..16];

    /// <summary>Whether the user still has one of the expected versions. Call it inside the unit of work that changes the user.</summary>
    /// <param name="expected">The versions that the caller accepts; null accepts any.</param>
    public static Error? Refusal(this UserPresenter presenter, User user, IReadOnlyList<string>? expected) =>
        expected is null || expected.Contains(Of(presenter.Present(user))) ? null : UserErrors.ChangedMeanwhile;
}
