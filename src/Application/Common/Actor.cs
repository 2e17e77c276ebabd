using LiveChat.Domain.Users;

namespace LiveChat.Application.Common;

/// <summary>The calling user, read from the token and nothing else. It travels in every command and query.</summary>
public sealed record Actor(UserId UserId, UserRole Role, string SessionId)
{
    /// <summary>The IP address of the call for the audit log, where the door knows it.</summary>
    public string? Address { get; init; }

    public bool IsAdmin => Role == UserRole.Admin;
}
