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

    /// <summary>The user who acted; null for somebody who is not signed in, for the host site's key, and for the command line.</summary>
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
