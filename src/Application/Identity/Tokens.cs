namespace LiveChat.Application.Identity;

/// <summary>Makes the tokens that clients carry.</summary>
public interface IAccessTokens
{
    /// <summary>How long a session lasts.</summary>
    TimeSpan Lifetime { get; }

    /// <summary>A new session id: 128 random bits in hexadecimal.</summary>
    string CreateSessionId();

    /// <summary>A signed token for one session of one user.</summary>
    string Issue(User user, UserSession session);
}

/// <summary>Reads the tokens by which host sites vouch for their users.</summary>
public interface IHostTokens
{
    /// <summary>
    /// Checks signature, issuer, audience and times against the settings of the host site. The algorithm and key in force are those of the
    /// settings, whatever the token's header says.
    /// </summary>
    Task<Result<HostIdentity>> ReadAsync(string token);
}

/// <summary>The claims of a host site about a user, as it sent them and not yet validated.</summary>
/// <param name="TokenId">A digest of fixed length that identifies the token among those of its issuer.</param>
public sealed record HostIdentity(
    string Issuer,
    string TokenId,
    DateTimeOffset ExpiresAt,
    string? Subject,
    string? Name,
    string? Avatar,
    string? Role
)
{
    public string? Name { get; init; } = Name?.ToNormalForm();
}

/// <summary>Remembers which tokens of host sites were used, so that none is used twice.</summary>
public interface IUsedTokens
{
    /// <summary>Marks a token as used, inside a unit of work.</summary>
    /// <param name="expiresAt">Until when it must be remembered.</param>
    /// <returns>False when it was used before.</returns>
    Task<bool> TryUseAsync(
        string issuer,
        string tokenId,
        DateTimeOffset expiresAt,
        DateTimeOffset now,
        CancellationToken cancellationToken
    );
}
