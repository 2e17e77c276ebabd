using Mapster;
using MapsterMapper;

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

/// <summary>Makes a <see cref="UserDto"/> from a stored user, by adding presence and complete URLs.</summary>
public sealed class UserPresenter(IMapper mapper, IPresence presence, IMediaUrls mediaUrls)
{
    public UserDto Present(User user) => Present(mapper.Map<User, UserRow>(user));

    public UserDto Present(UserRow row) =>
        new()
        {
            Id = row.Id.Value,
            Username = row.Username,
            Role = row.Role,
            AvatarUrl = mediaUrls.AvatarOf(row.Id.Value, row.Username, row.Avatar),
            Description = row.Description,
            Status = row.Status,
            IsOnline = presence.IsOnline(row.Id),
            LastSeenAt = row.LastSeenAt,
            CreatedAt = row.CreatedAt,
        };
}

public sealed class UserMapping : IRegister
{
    public void Register(TypeAdapterConfig config) => config.NewConfig<User, UserRow>();
}
