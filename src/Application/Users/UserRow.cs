using LiveChat.Domain.Users;

namespace LiveChat.Application.Users;

/// <summary>What is stored of a user and may be shown. <see cref="UserPresenter"/> adds what only the running server knows.</summary>
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
