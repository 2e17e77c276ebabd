using LiveChat.Domain.Audit;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Users;

/// <summary>The facts about a change of a user, for the audit log.</summary>
internal static class UserChanges
{
    /// <summary>The facts about what changes; a null argument leaves that part as it is.</summary>
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
