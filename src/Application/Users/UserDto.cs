using LiveChat.Domain.Users;

namespace LiveChat.Application.Users;

/// <summary>A user as clients see them.</summary>
public sealed record UserDto
{
    public required string Id { get; init; }

    public required string Username { get; init; }

    public required UserRole Role { get; init; }

    /// <summary>The complete URL of the avatar; never null.</summary>
    public required string AvatarUrl { get; init; }

    public required string Description { get; init; }

    public required UserStatus Status { get; init; }

    public required bool IsOnline { get; init; }

    public required DateTimeOffset? LastSeenAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
