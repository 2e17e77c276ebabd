using System.Globalization;

namespace LiveChat.Domain.Identity;

/// <summary>One sign-in of one user. A token belongs to a session and dies with it.</summary>
public sealed class UserSession : AggregateRoot
{
    public const int MaxUserAgentLength = 256;
    public const int MaxAddressLength = 64;

    private UserSession() { }

    /// <summary>128 random bits in hexadecimal; the token's <c>jti</c>.</summary>
    public string Id { get; private set; } = "";

    /// <summary>
    /// The number by which admins name the session. It is made of the first 52 bits of the id, which JavaScript's numbers can hold, which
    /// tell the sessions of one user apart, and which don't reveal the token's <c>jti</c>.
    /// </summary>
    public long Number => long.Parse(Id.AsSpan(0, 13), NumberStyles.HexNumber, CultureInfo.InvariantCulture) + 1;

    public UserId UserId { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset LastSeenAt { get; private set; }

    /// <summary>Null while the session is alive.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public SessionEndReason? EndReason { get; private set; }

    public string? Address { get; private set; }

    public string? UserAgent { get; private set; }

    public static UserSession Begin(string id, UserId userId, DateTimeOffset now, TimeSpan lifetime, string? address, string? userAgent) =>
        new()
        {
            Id = id,
            UserId = userId,
            CreatedAt = now,
            LastSeenAt = now,
            ExpiresAt = now + lifetime,
            Address = Cut(address, MaxAddressLength),
            UserAgent = Cut(userAgent, MaxUserAgentLength),
        };

    public bool IsAliveAt(DateTimeOffset now) => EndedAt is null && now < ExpiresAt;

    /// <summary>Records when the session was last used; that moment never moves back.</summary>
    public void Seen(DateTimeOffset at)
    {
        if (at > LastSeenAt)
            LastSeenAt = at;
    }

    /// <summary>Ends the session; ending it again changes nothing.</summary>
    public void End(SessionEndReason reason, DateTimeOffset now)
    {
        if (EndedAt is not null)
            return;
        EndedAt = now;
        EndReason = reason;
        Raise(new SessionEnded(Id, UserId, reason));
    }

    private static string? Cut(string? text, int length) => text is { } value && value.Length > length ? value[..length] : text;
}

/// <summary>Why a session ended. The numbers are stored, the names are shown.</summary>
public enum SessionEndReason
{
    LoggedOut = 1,
    PasswordChanged = 2,
    Disabled = 3,
    Deleted = 4,
    RoleChanged = 5,
    EndedByAdmin = 6,
    Expired = 7,
    SecondFactorOn = 8,
}

/// <summary>A sign-in is over: its token is good for nothing any more.</summary>
public sealed record SessionEnded(string SessionId, UserId UserId, SessionEndReason Reason) : IDomainEvent;

public static class IdentityErrors
{
    /// <summary>
    /// The one answer for an unknown name, a wrong password, an account without a password and a disabled one, so that nobody learns which
    /// it was.
    /// </summary>
    public static readonly Error InvalidCredentials = new(ErrorKind.NotSignedIn, "Identity.InvalidCredentials");

    public static readonly Error Unauthenticated = new(ErrorKind.NotSignedIn, "Identity.Unauthenticated");

    public static readonly Error RoleNotAllowed = new(ErrorKind.Forbidden, "Identity.RoleNotAllowed");

    public static readonly Error SessionNotFound = new(ErrorKind.NotFound, "Identity.SessionNotFound");

    public static readonly Error WrongPassword = new(ErrorKind.Validation, "Identity.WrongPassword", "CurrentPassword");

    public static readonly Error PasswordUnchanged = new(ErrorKind.Validation, "Identity.PasswordUnchanged", "NewPassword");

    public static readonly Error PasswordMustChange = new(ErrorKind.Forbidden, "Identity.PasswordMustChange");

    /// <summary>The password was right, and a code of the second factor is needed too.</summary>
    public static readonly Error SecondFactorRequired = new(ErrorKind.SecondFactorRequired, "Identity.SecondFactorRequired");

    /// <summary>The password was right, but the code was wrong or has been used.</summary>
    public static readonly Error SecondFactorWrong = new(ErrorKind.SecondFactorRequired, "Identity.SecondFactorWrong", "Code");

    /// <summary>There were too many wrong codes in a row, so that codes are refused unseen for a while.</summary>
    public static readonly Error SecondFactorBlocked = new(
        ErrorKind.SecondFactorRequired,
        "Identity.SecondFactorBlocked",
        "Code",
        (int)SecondFactor.BlockTime.TotalMinutes
    );

    public static readonly Error SecondFactorMustBeSetUp = new(ErrorKind.Forbidden, "Identity.SecondFactorMustBeSetUp");

    public static readonly Error SecondFactorExists = new(ErrorKind.Conflict, "Identity.SecondFactorExists");

    public static readonly Error SecondFactorNotBegun = new(ErrorKind.Conflict, "Identity.SecondFactorNotBegun");

    public static readonly Error NoSecondFactor = new(ErrorKind.NotFound, "Identity.NoSecondFactor");

    /// <summary>The one answer for every defect of a host site's token, including that it was used before.</summary>
    public static readonly Error HostTokenInvalid = new(ErrorKind.NotSignedIn, "Identity.HostTokenInvalid");

    public static readonly Error HostUserRefused = new(ErrorKind.Forbidden, "Identity.HostUserRefused");

    public static readonly Error DemoUserNotFound = new(ErrorKind.NotFound, "Identity.DemoUserNotFound");
}
