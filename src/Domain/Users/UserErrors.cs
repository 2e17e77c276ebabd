using LiveChat.Domain.Common;

namespace LiveChat.Domain.Users;

public static class UserErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "User.NotFound");

    public static Error IdTaken(UserId id) => new(ErrorKind.Conflict, "User.IdTaken", null, id.Value);

    public static Error UsernameTaken(string username) => new(ErrorKind.Conflict, "User.UsernameTaken", null, username);
}
