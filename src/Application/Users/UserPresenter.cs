using LiveChat.Application.Abstractions;
using LiveChat.Domain.Users;
using MapsterMapper;

namespace LiveChat.Application.Users;

/// <summary>Makes a <see cref="UserDto"/> from a stored user, by adding presence and complete URLs.</summary>
public sealed class UserPresenter(IMapper mapper, IPresence presence, IMediaUrls mediaUrls)
{
    public UserDto Present(User user) => Present(mapper.Map<User, UserRow>(user));

    public UserDto Present(UserRow row) => new()
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
