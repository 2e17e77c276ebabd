using LiveChat.Application.Abstractions;
using LiveChat.Domain.Cards;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class CardRepository(LiveChatDbContext db) : ICardRepository
{
    public Task<Card?> FindAsync(UserId ownerId, UserId aboutId, CancellationToken cancellationToken) =>
        db.Cards.SingleOrDefaultAsync(c => c.OwnerId == ownerId && c.AboutId == aboutId, cancellationToken);

    public void Add(Card card) => db.Cards.Add(card);
}
