namespace LiveChat.Domain.Audit;

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
