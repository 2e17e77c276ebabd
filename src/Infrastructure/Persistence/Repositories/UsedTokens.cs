using LiveChat.Application.Abstractions;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class UsedTokens(LiveChatDbContext db) : IUsedTokens
{
    public async Task<bool> TryUseAsync(string issuer, string tokenId, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.UsedTokens.Where(t => t.ExpiresAt < now).ExecuteDeleteAsync(cancellationToken);
        if (await db.UsedTokens.AnyAsync(t => t.Issuer == issuer && t.TokenId == tokenId, cancellationToken))
            return false;
        db.UsedTokens.Add(new UsedToken { Issuer = issuer, TokenId = tokenId, ExpiresAt = expiresAt });
        return true;
    }
}
