namespace LiveChat.Domain.Audit;

/// <summary>
/// One line of the audit log: who did what to whom, and from where. It is written in the transaction of the change itself and never changed
/// afterwards. It contains no message text, token or password.
/// </summary>
public sealed class AuditEntry
{
    public const int MaxTargetLength = 64;
    public const int MaxDetailLength = 500;
    public const int MaxAddressLength = 64;

    private AuditEntry() { }

    public AuditEntryId Id { get; private set; }

    /// <summary>
    /// The signed-in user whose action this is. It is null for a sign-in that failed, for a call with the host site's key, and for a
    /// command on the server's command line.
    /// </summary>
    public UserId? ActorId { get; private set; }

    public AuditAction Action { get; private set; }

    /// <summary>The id of the user, conversation or message that the action is about.</summary>
    public string? Target { get; private set; }

    public IReadOnlyList<AuditFact> Detail { get; private set; } = [];

    /// <summary>The IP address of the call; null for the command line.</summary>
    public string? Address { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static AuditEntry Of(
        UserId? actorId,
        AuditAction action,
        string? target,
        IReadOnlyList<AuditFact> detail,
        string? address,
        DateTimeOffset now
    ) =>
        new()
        {
            ActorId = actorId,
            Action = action,
            Target = target,
            Detail = detail,
            Address = address,
            CreatedAt = now,
        };
}

public readonly record struct AuditEntryId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What the audit log records. The numbers are stored, the names are shown.</summary>
public enum AuditAction
{
    SignIn = 1,
    SignInFailed = 2,
    UserCreated = 10,
    UserUpdated = 11,
    UserStatusChanged = 12,
    UserDeleted = 13,
    PasswordSet = 14,
    PasswordChanged = 15,
    SessionEnded = 16,
    SecondFactorOn = 17,
    SecondFactorOff = 18,
    UserBanned = 19,
    ConversationOpened = 20,
    MessagesListed = 21,
    FeedWatched = 22,
    ListExported = 23,

    /// <summary>An admin looked at a list of conversations, which shows the newest message of each.</summary>
    ConversationsListed = 24,
    MessageTakenDown = 30,
    MessageRestored = 31,

    /// <summary>An admin looked at one message, taken down or not.</summary>
    MessageOpened = 32,
}

/// <summary>
/// The type of an entry's target. Users, conversations and messages have ids of their own, so an id alone does not say which is meant.
/// </summary>
public enum AuditTargetType
{
    User,
    Conversation,
    Message,
}

public static class AuditErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "Audit.NotFound");
}

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
