namespace LiveChat.Domain.Identity;

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
