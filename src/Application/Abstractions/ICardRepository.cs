using LiveChat.Domain.Cards;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Loads and adds cards inside a unit of work.</summary>
public interface ICardRepository
{
    Task<Card?> FindAsync(UserId ownerId, UserId aboutId, CancellationToken cancellationToken);

    void Add(Card card);
}
