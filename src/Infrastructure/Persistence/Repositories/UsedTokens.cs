using LiveChat.Application.Abstractions;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class UsedTokens(LiveChatDbContext db) : IUsedTokens
{
    /// <summary>
    /// How long used tokens are remembered after their expiry, so that a clock that is set back does not make one valid again.
    /// </summary>
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
