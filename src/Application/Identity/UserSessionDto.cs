using LiveChat.Domain.Identity;

namespace LiveChat.Application.Identity;

/// <summary>A session of a user as admins see it, without its token.</summary>
/// <param name="Address">The IP address at which it began.</param>
public sealed record UserSessionDto(long Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? Address, string? UserAgent)
{
    public static UserSessionDto From(UserSession session, DateTimeOffset lastSeenAt) => new(session.Number, session.CreatedAt, lastSeenAt, session.Address, session.UserAgent);
}
