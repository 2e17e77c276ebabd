namespace LiveChat.Domain.Audit;

/// <summary>What the facts of audit entries are about. The names are stored, and name the sentences.</summary>
public enum AuditFactKind
{
    /// <summary>Text as it was written, by a version that kept sentences in place of facts.</summary>
    Note,

    ByPassword,

    /// <summary>With a code of the second factor.</summary>
    ByCode,

    /// <summary>With a recovery code, which is used up. How many are left.</summary>
    ByRecoveryCode,
    ByDemo,
    ByRegistration,

    /// <summary>The host site's issuer.</summary>
    ByHost,

    /// <summary>Done by the host site's key.</summary>
    ByApiKey,
    ByCommandLine,

    UnknownName,
    WrongPassword,

    /// <summary>The password was right, the code of the second factor was not.</summary>
    WrongCode,
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

    /// <summary>A password that the user has to change at the next sign-in.</summary>
    ForOneSignIn,

    /// <summary>Why an admin took a message down, in the admin's words.</summary>
    Reason,

    /// <summary>How many messages of a banned user were taken down.</summary>
    TakenDown,

    /// <summary>How many messages of a banned user were taken down, and of how many hours before.</summary>
    TakenDownOfHours,

    /// <summary>The list that was exported (users, conversations, messages, audit_log, sessions), and how many rows it had.</summary>
    ExportOf,

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
