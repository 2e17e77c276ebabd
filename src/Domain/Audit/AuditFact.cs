namespace LiveChat.Domain.Audit;

/// <summary>
/// A detail of an audit entry, besides actor, action and target. It is stored as a kind with values, and becomes a sentence in the reader's
/// language.
/// </summary>
/// <param name="Values">The values that the sentence names, in the order that <see cref="AuditFactKind"/> describes.</param>
public sealed record AuditFact(AuditFactKind Kind, params IReadOnlyList<string> Values);

/// <summary>The kinds of facts in audit entries. The names are stored, and the sentences are found by them.</summary>
public enum AuditFactKind
{
    /// <summary>A whole sentence, written by a version that stored sentences instead of facts.</summary>
    Note,

    ByPassword,

    /// <summary>The sign-in used a code of the second factor.</summary>
    ByCode,

    /// <summary>The sign-in used up a recovery code. The value is how many are left.</summary>
    ByRecoveryCode,
    ByDemo,
    ByRegistration,

    /// <summary>The host site's issuer.</summary>
    ByHost,

    /// <summary>The call was made with the host site's key.</summary>
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

    /// <summary>The values are role and name.</summary>
    Created,

    /// <summary>The values are the old and the new role.</summary>
    RoleChanged,

    /// <summary>The values are the old and the new name.</summary>
    Renamed,
    DescriptionChanged,
    AvatarChanged,
    Enabled,
    Disabled,

    /// <summary>The name.</summary>
    Deleted,

    /// <summary>The address at which the session began.</summary>
    SessionFrom,

    /// <summary>A password that the user has to change at the next sign-in.</summary>
    ForOneSignIn,

    /// <summary>Why an admin took a message down, in the admin's words.</summary>
    Reason,

    /// <summary>How many messages of a banned user were taken down.</summary>
    TakenDown,

    /// <summary>How many messages of a banned user were taken down, and from how many hours.</summary>
    TakenDownOfHours,

    /// <summary>The name of the list that was exported, and how many rows it had.</summary>
    ExportOf,

    /// <summary>The values are conversation, sequence and the sender's id.</summary>
    MessageOf,

    /// <summary>The text that an admin searched for.</summary>
    WordsSought,

    /// <summary>The id of the sender whose messages an admin asked for.</summary>
    SenderSought,

    /// <summary>The type of message that an admin asked for.</summary>
    TypeSought,

    /// <summary>The beginning of the range that an admin asked for (inclusive).</summary>
    FromTime,

    /// <summary>The end of the range that an admin asked for (exclusive).</summary>
    ToTime,

    /// <summary>A filter of a list that an admin asked for: its name in the query, its value.</summary>
    FilterSought,

    /// <summary>The number of users whose messages were shown, where they are too many to name: any user may be among them.</summary>
    ManyPeople,

    /// <summary>The ids of all users whose messages were shown. It is always the last fact of an entry.</summary>
    People,
}
