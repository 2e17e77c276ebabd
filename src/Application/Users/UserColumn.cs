namespace LiveChat.Application.Users;

/// <summary>By what a list of users may be ordered.</summary>
public enum UserColumn
{
    Id,
    Username,
    Role,
    Status,
    LastSeenAt,
    CreatedAt,
}
