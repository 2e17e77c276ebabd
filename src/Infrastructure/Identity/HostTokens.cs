using System.Security.Cryptography;
using System.Text;
using LiveChat.Infrastructure.Settings;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveChat.Infrastructure.Identity;

internal sealed class HostTokens(IdentityHosts hosts, TimeProvider clock) : IHostTokens
{
    /// <summary>The longest lifetime of a token, because a link that signs a user in must not stay valid for long.</summary>
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromMinutes(10);

    /// <summary>The tolerance for clocks of two machines that differ.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The header that names extensions a reader must understand (RFC 7515, 4.1.11). The server supports none, so such a token is refused.
    /// </summary>
    private const string Critical = "crit";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    public async Task<Result<HostIdentity>> ReadAsync(string token)
    {
        try
        {
            // The unverified issuer only selects the key with which the token is then verified.
            if (
                !_handler.CanReadToken(token)
                || hosts.All.FirstOrDefault(h => h.IsCalled(_handler.ReadJsonWebToken(token).Issuer)) is not { } host
            )
                return IdentityErrors.HostTokenInvalid;
            var result = await _handler.ValidateTokenAsync(token, ValidationOf(host));
            return result.IsValid && result.SecurityToken is JsonWebToken { } jwt && !jwt.TryGetHeaderValue<object>(Critical, out _)
                ? Read(host, jwt, token)
                : IdentityErrors.HostTokenInvalid;
        }
        catch (Exception exception)
            when (exception is ArgumentException or SecurityTokenException or FormatException or InvalidOperationException)
        {
            return IdentityErrors.HostTokenInvalid;
        }
    }

    private TokenValidationParameters ValidationOf(IdentityHost host) =>
        new()
        {
            ValidAlgorithms = [host.Algorithm],
            IssuerSigningKey = host.Key,
            IssuerValidator = (issuer, _, _) => host.IsCalled(issuer) ? issuer : throw new SecurityTokenInvalidIssuerException(),
            ValidAudience = JwtSettings.Audience,
            LifetimeValidator = (notBefore, expires, _, _) =>
            {
                var now = clock.GetUtcNow().UtcDateTime;
                return expires is { } end
                    && end > now
                    && end <= now + MaxLifetime + Skew
                    && (notBefore is not { } start || start <= now + Skew);
            },
        };

    private static Result<HostIdentity> Read(IdentityHost host, JsonWebToken token, string text)
    {
        // A token without an id is identified by its signed part; the signature itself can be encoded in several ways.
        var id = Text(token, JwtRegisteredClaimNames.Jti) is { Length: > 0 } jti ? $"jti:{jti}" : $"token:{text[..text.LastIndexOf('.')]}";
        return new HostIdentity(
            host.Issuer,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id))),
            new DateTimeOffset(token.ValidTo, TimeSpan.Zero),
            Text(token, JwtRegisteredClaimNames.Sub),
            Text(token, "name"),
            Text(token, "avatar"),
            Text(token, "role")
        );
    }

    private static string? Text(JsonWebToken token, string claim) => token.TryGetPayloadValue<string>(claim, out var text) ? text : null;
}
