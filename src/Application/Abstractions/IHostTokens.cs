using LiveChat.Application.Common;
using LiveChat.Domain.Common;

namespace LiveChat.Application.Abstractions;

/// <summary>Reads the tokens by which host sites vouch for their users.</summary>
public interface IHostTokens
{
    /// <summary>Checks signature, issuer, audience and times against the host's own settings; nothing the token says of itself changes them.</summary>
    Task<Result<HostIdentity>> ReadAsync(string token);
}

/// <summary>What a host site says about a user. The claims are as it sent them, unchecked.</summary>
/// <param name="TokenId">Tells this token from all others of the issuer; a digest of fixed length.</param>
public sealed record HostIdentity(string Issuer, string TokenId, DateTimeOffset ExpiresAt, string? Subject, string? Name, string? Avatar, string? Role)
{
    public string? Name { get; init; } = Name?.ToNormalForm();
}
