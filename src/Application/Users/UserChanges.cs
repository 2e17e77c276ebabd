using LiveChat.Domain.Audit;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Users;

/// <summary>What the audit log tells about a change of a user.</summary>
internal static class UserChanges
{
    /// <summary>What will be different; null leaves it as it is.</summary>
    public static IReadOnlyList<AuditFact> Of(User user, UserRole? role, string? username, string? description, long? avatarAttachmentId)
    {
        var changes = new List<AuditFact>();
        if (role is { } other && other != user.Role)
            changes.Add(new AuditFact(AuditFactKind.RoleChanged, user.Role.ToString(), other.ToString()));
        if (username?.TrimEnd() is { } name && name != user.Username)
            changes.Add(new AuditFact(AuditFactKind.Renamed, user.Username, name));
        if (description is not null && description != user.Description)
            changes.Add(new AuditFact(AuditFactKind.DescriptionChanged));
        if (avatarAttachmentId is not null)
            changes.Add(new AuditFact(AuditFactKind.AvatarChanged));
        return changes;
    }
}
