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

    /// <summary>The words that an admin looked for.</summary>
    WordsSought,

    /// <summary>The id of the sender whose messages an admin asked for.</summary>
    SenderSought,

    /// <summary>The type of message that an admin asked for.</summary>
    TypeSought,

    /// <summary>The first moment that an admin asked for.</summary>
    FromTime,

    /// <summary>The first moment that was too late for an admin.</summary>
    ToTime,

    /// <summary>Whose messages were shown: their ids, as many as there are. Always the last of an entry's facts.</summary>
    People,
}
