using LiveChat.Application.Abstractions;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class UsedTokens(LiveChatDbContext db) : IUsedTokens
{
    /// <summary>Far longer than they could be used: a clock that was ahead and is set right must not make one good again.</summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    public async Task<bool> TryUseAsync(string issuer, string tokenId, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var forgotten = now - KeptFor;
        await db.UsedTokens.Where(t => t.ExpiresAt < forgotten).ExecuteDeleteAsync(cancellationToken);
        if (await db.UsedTokens.AnyAsync(t => t.Issuer == issuer && t.TokenId == tokenId, cancellationToken))
            return false;
        db.UsedTokens.Add(new UsedToken { Issuer = issuer, TokenId = tokenId, ExpiresAt = expiresAt });
        return true;
    }
}
