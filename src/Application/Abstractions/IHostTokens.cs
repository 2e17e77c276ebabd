using LiveChat.Application.Common;
using LiveChat.Domain.Common;

namespace LiveChat.Application.Abstractions;

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
public sealed record HostIdentity(string Issuer, string TokenId, DateTimeOffset ExpiresAt, string? Subject, string? Name, string? Avatar, string? Role)
{
    public string? Name { get; init; } = Name?.ToNormalForm();
}
