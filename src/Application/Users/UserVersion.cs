using System.Security.Cryptography;
using System.Text.Json;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Users;

/// <summary>
/// Tells one state of what admins edit of a user from another. It is made from that state itself, so two who see the same state hold the
/// same version, and nothing has to be counted up.
/// </summary>
public static class UserVersion
{
    /// <summary>16 hexadecimal characters.</summary>
    public static string Of(UserDto user) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new[] { user.Id, user.Username, user.Role.ToString(), user.Description, user.AvatarUrl, user.Status.ToString() })))[..16];

    /// <summary>Whether the user is as the caller saw them last. Call it inside the unit of work that changes them.</summary>
    /// <param name="expected">The versions that the caller would change; null for whichever there is.</param>
    public static Error? Refusal(this UserPresenter presenter, User user, IReadOnlyList<string>? expected) =>
        expected is null || expected.Contains(Of(presenter.Present(user))) ? null : UserErrors.ChangedMeanwhile;
}
