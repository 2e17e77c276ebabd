namespace LiveChat.Application.Abstractions;

/// <summary>Remembers which tokens of host sites were used, so that none is used twice.</summary>
public interface IUsedTokens
{
    /// <summary>Marks a token as used, inside a unit of work.</summary>
    /// <param name="expiresAt">Until when it must be remembered.</param>
    /// <returns>False when it was used before.</returns>
    Task<bool> TryUseAsync(string issuer, string tokenId, DateTimeOffset expiresAt, DateTimeOffset now, CancellationToken cancellationToken);
}
