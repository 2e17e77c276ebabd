using LiveChat.Domain.Cards;

namespace LiveChat.Application.Cards;

/// <summary>The caller's own note and tags about a user.</summary>
public sealed record CardDto(string Note, IReadOnlyList<string> Tags)
{
    public static CardDto From(Card? card) => card is null ? new CardDto("", []) : new CardDto(card.Note, card.Tags);
}
