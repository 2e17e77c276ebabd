using LiveChat.Application.Users;

namespace LiveChat.Application.Identity;

/// <summary>A sign-in: the token to carry in <c>Authorization: Bearer</c> and whose it is.</summary>
public sealed record SessionDto
{
    public required string AccessToken { get; init; }

    public string TokenType { get; init; } = "bearer";

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The password was chosen by another person: until the user has chosen their own, everything but that and signing out is a 403.</summary>
    public required bool MustChangePassword { get; init; }

    public required UserDto User { get; init; }
}
