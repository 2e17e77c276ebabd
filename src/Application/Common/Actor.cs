using LiveChat.Domain.Users;

namespace LiveChat.Application.Common;

/// <summary>Who is calling, read from the token and nothing else. It travels in every command and query.</summary>
public sealed record Actor(UserId UserId, UserRole Role, string SessionId)
{
    /// <summary>The IP address of the call, where the door knows it; for the audit log.</summary>
    public string? Address { get; init; }

    public bool IsAdmin => Role == UserRole.Admin;
}
