namespace LiveChat.Application.Users;

/// <summary>The columns by which a list of users can be sorted.</summary>
public enum UserColumn
{
    Id,
    Username,
    Role,
    Status,
    LastSeenAt,
    CreatedAt,
}
