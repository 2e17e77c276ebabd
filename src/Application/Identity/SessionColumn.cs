namespace LiveChat.Application.Identity;

/// <summary>The columns by which a list of sessions can be sorted.</summary>
public enum SessionColumn
{
    CreatedAt,
    LastSeenAt,
    Address,
    UserAgent,
}
