using LiveChat.Domain.Users;

namespace LiveChat.Domain.Conversations;

/// <summary>Names the two members of a direct conversation whoever began it; its unique index makes one conversation for a pair.</summary>
public readonly record struct PairKey
{
    public const int MaxLength = (2 * UserId.MaxLength) + 1;

    private PairKey(string value) => Value = value;

    public string Value { get; }

    /// <summary>The ids in ordinal order, divided by a character that no user id has.</summary>
    public static PairKey Of(UserId one, UserId other) =>
        one <= other ? new PairKey($"{one}|{other}") : new PairKey($"{other}|{one}");

    /// <summary>A key as it was stored.</summary>
    public static PairKey From(string value) => new(value);

    public override string ToString() => Value;
}
