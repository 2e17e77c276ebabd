using LiveChat.Application.Abstractions;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class SecondFactorRepository(LiveChatDbContext db) : ISecondFactorRepository
{
    public Task<SecondFactor?> FindAsync(UserId userId, CancellationToken cancellationToken) =>
        db.SecondFactors.SingleOrDefaultAsync(f => f.UserId == userId, cancellationToken);

    public void Add(SecondFactor factor) => db.SecondFactors.Add(factor);

    public void Remove(SecondFactor factor) => db.SecondFactors.Remove(factor);
}
