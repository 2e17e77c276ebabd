using LiveChat.Application.Users;

namespace LiveChat.Application.Identity;

/// <summary>A new session: the token for <c>Authorization: Bearer</c>, and its user.</summary>
public sealed record SessionDto
{
    public required string AccessToken { get; init; }

    public string TokenType { get; init; } = "bearer";

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// True while somebody else chose the password. Until the user has chosen their own, everything but that and signing out is a 403.
    /// </summary>
    public required bool MustChangePassword { get; init; }

    public required UserDto User { get; init; }
}
