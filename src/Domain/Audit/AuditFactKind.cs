namespace LiveChat.Domain.Audit;

/// <summary>What the facts of audit entries are about. The names are stored, and name the sentences.</summary>
public enum AuditFactKind
{
    /// <summary>Text as it was written, by a version that kept sentences in place of facts.</summary>
    Note,

    ByPassword,
    ByDemo,
    ByRegistration,

    /// <summary>The host site's issuer.</summary>
    ByHost,

    /// <summary>Done by the host site's key.</summary>
    ByApiKey,
    ByCommandLine,

    UnknownName,
    WrongPassword,
    AccountNotActive,
    HostTokenInvalid,

    /// <summary>The host site's issuer.</summary>
    HostUserRefused,

    /// <summary>Role, name.</summary>
    Created,

    /// <summary>The role before, the role since.</summary>
    RoleChanged,

    /// <summary>The name before, the name since.</summary>
    Renamed,
    DescriptionChanged,
    AvatarChanged,
    Enabled,
    Disabled,

    /// <summary>The name.</summary>
    Deleted,

    /// <summary>The address that the session was begun from.</summary>
    SessionFrom,

    /// <summary>Why an admin took a message down, in the admin's words.</summary>
    Reason,

    /// <summary>Conversation, sequence, the sender's id.</summary>
    MessageOf,
}
