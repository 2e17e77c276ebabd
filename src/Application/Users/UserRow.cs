using LiveChat.Domain.Users;

namespace LiveChat.Application.Users;

/// <summary>The stored part of a user that may be shown. <see cref="UserPresenter"/> adds presence and URLs.</summary>
public sealed record UserRow
{
    public required UserId Id { get; init; }

    public required string Username { get; init; }

    public required UserRole Role { get; init; }

    public required string? Avatar { get; init; }

    public required string Description { get; init; }

    public required UserStatus Status { get; init; }

    public required DateTimeOffset? LastSeenAt { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
