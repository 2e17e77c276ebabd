using LiveChat.Domain.Common;

namespace LiveChat.Domain.Identity;

public static class IdentityErrors
{
    /// <summary>One answer for an unknown name, a wrong password, no password and a disabled account, so that it tells nobody which it was.</summary>
    public static readonly Error InvalidCredentials = new(ErrorKind.Unauthenticated, "Identity.InvalidCredentials");

    public static readonly Error Unauthenticated = new(ErrorKind.Unauthenticated, "Identity.Unauthenticated");

    public static readonly Error RoleNotAllowed = new(ErrorKind.Forbidden, "Identity.RoleNotAllowed");

    public static readonly Error SessionNotFound = new(ErrorKind.NotFound, "Identity.SessionNotFound");

    public static readonly Error WrongPassword = new(ErrorKind.Validation, "Identity.WrongPassword", "current_password");

    public static readonly Error PasswordUnchanged = new(ErrorKind.Validation, "Identity.PasswordUnchanged", "new_password");

    public static readonly Error PasswordMustChange = new(ErrorKind.Forbidden, "Identity.PasswordMustChange");

    /// <summary>The password was right, and a code is needed besides.</summary>
    public static readonly Error SecondFactorRequired = new(ErrorKind.SecondFactorRequired, "Identity.SecondFactorRequired");

    /// <summary>The password was right, and the code was not, or has been used.</summary>
    public static readonly Error SecondFactorWrong = new(ErrorKind.SecondFactorRequired, "Identity.SecondFactorWrong", "code");

    /// <summary>There were too many wrong codes of late; none is looked at for a while.</summary>
    public static readonly Error SecondFactorBlocked =
        new(ErrorKind.SecondFactorRequired, "Identity.SecondFactorBlocked", "code", (int)SecondFactor.BlockTime.TotalMinutes);

    public static readonly Error SecondFactorMustBeSetUp = new(ErrorKind.Forbidden, "Identity.SecondFactorMustBeSetUp");

    public static readonly Error SecondFactorExists = new(ErrorKind.Conflict, "Identity.SecondFactorExists");

    public static readonly Error SecondFactorNotBegun = new(ErrorKind.Conflict, "Identity.SecondFactorNotBegun");

    public static readonly Error NoSecondFactor = new(ErrorKind.NotFound, "Identity.NoSecondFactor");

    /// <summary>One answer for every defect of a host's token, used before included.</summary>
    public static readonly Error HostTokenInvalid = new(ErrorKind.Unauthenticated, "Identity.HostTokenInvalid");

    public static readonly Error HostUserRefused = new(ErrorKind.Forbidden, "Identity.HostUserRefused");

    public static readonly Error DemoUserNotFound = new(ErrorKind.NotFound, "Identity.DemoUserNotFound");
}
