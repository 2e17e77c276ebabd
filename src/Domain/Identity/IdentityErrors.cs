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

    /// <summary>One answer for every defect of a host's token, used before included.</summary>
    public static readonly Error HostTokenInvalid = new(ErrorKind.Unauthenticated, "Identity.HostTokenInvalid");

    public static readonly Error HostUserRefused = new(ErrorKind.Forbidden, "Identity.HostUserRefused");

    public static readonly Error DemoUserNotFound = new(ErrorKind.NotFound, "Identity.DemoUserNotFound");
}
