namespace LiveChat.Domain.Conversations;

public readonly record struct ConversationId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>
/// The key of a direct conversation: both members, in an order that does not depend on who began it. A unique index on it allows one
/// conversation for each pair.
/// </summary>
public readonly record struct PairKey
{
    public const int MaxLength = (2 * UserId.MaxLength) + 1;

    private PairKey(string value) => Value = value;

    public string Value { get; }

    /// <summary>The ids in ordinal order, divided by a character that no user id has.</summary>
    public static PairKey Of(UserId one, UserId other) => one <= other ? new PairKey($"{one}|{other}") : new PairKey($"{other}|{one}");

    /// <summary>Rebuilds a key from what was stored.</summary>
    public static PairKey From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>The numbers are stored.</summary>
public enum ConversationType
{
    Direct = 1,
    Group = 2,
}
