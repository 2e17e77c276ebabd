using LiveChat.Domain.Common;

namespace LiveChat.Domain.Users;

public static class UserErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "User.NotFound");

    public static readonly Error LastAdmin = new(ErrorKind.Conflict, "User.LastAdmin");

    public static readonly Error OwnRole = new(ErrorKind.Forbidden, "User.OwnRole");

    public static readonly Error OwnAccount = new(ErrorKind.Forbidden, "User.OwnAccount");

    /// <summary>Another admin changed the user since the caller looked.</summary>
    public static readonly Error ChangedMeanwhile = new(ErrorKind.Outdated, "User.ChangedMeanwhile");

    public static Error IdTaken(UserId id) => new(ErrorKind.Conflict, "User.IdTaken", null, id.Value);

    /// <summary>The name is, or looks like, that of a merchant, platform support or an admin.</summary>
    public static Error UsernameImitates(string username) => new(ErrorKind.Conflict, "User.UsernameImitates", null, username);

    public static Error UsernameTaken(string username) => new(ErrorKind.Conflict, "User.UsernameTaken", null, username);
}
