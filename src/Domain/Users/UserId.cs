using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace LiveChat.Domain.Users;

/// <summary>A user's id: <c>[A-Za-z0-9][A-Za-z0-9_.-]{0,49}</c>, case-sensitive, chosen by the host site.</summary>
public readonly record struct UserId : IComparable<UserId>
{
    public const int MaxLength = 50;

    private UserId(string value) => Value = value;

    public string Value { get; }

    /// <summary>Reads an id from outside.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out UserId id)
    {
        id = default;
        if (text is null || text.Length is 0 or > MaxLength || !char.IsAsciiLetterOrDigit(text[0]))
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or '-'))
                return false;
        }

        id = new UserId(text);
        return true;
    }

    /// <summary>A new id for a user whom no host site named: 80 random bits.</summary>
    public static UserId Generate() => new($"u{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(10))}");

    /// <summary>An id that is known to be well formed, such as one from the database.</summary>
    public static UserId From(string value) =>
        TryParse(value, out var id) ? id : throw new ArgumentException($"'{value}' is not a user id.", nameof(value));

    public int CompareTo(UserId other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(UserId left, UserId right) => left.CompareTo(right) < 0;

    public static bool operator >(UserId left, UserId right) => left.CompareTo(right) > 0;

    public static bool operator <=(UserId left, UserId right) => left.CompareTo(right) <= 0;

    public static bool operator >=(UserId left, UserId right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;
}

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
