namespace LiveChat.Application.Identity;

/// <summary>By what a list of sessions may be ordered.</summary>
public enum SessionColumn
{
    CreatedAt,
    LastSeenAt,
    Address,
    UserAgent,
}
