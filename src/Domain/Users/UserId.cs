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
