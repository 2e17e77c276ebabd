using System.Diagnostics.CodeAnalysis;

namespace LiveChat.Domain.Messages;

public readonly record struct MessageId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>
/// The sender's own id of a message: 1 to 64 of <c>[A-Za-z0-9_-]</c>, unique per conversation and sender. With it a retry stores nothing
/// twice.
/// </summary>
public readonly record struct ClientMessageId
{
    public const int MaxLength = 64;

    private ClientMessageId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out ClientMessageId id)
    {
        id = default;
        if (text is null || text.Length is 0 or > MaxLength)
            return false;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-'))
                return false;
        }

        id = new ClientMessageId(text);
        return true;
    }

    /// <summary>An id that is known to be well formed.</summary>
    public static ClientMessageId From(string value) =>
        TryParse(value, out var id) ? id : throw new ArgumentException($"'{value}' is not a client message id.", nameof(value));

    public override string ToString() => Value;
}
