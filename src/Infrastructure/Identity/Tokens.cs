using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using LiveChat.Infrastructure.Settings;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveChat.Infrastructure.Identity;

internal sealed class AccessTokens(JwtSettings settings) : IAccessTokens
{
    /// <summary>The claim that carries the role, as the wire spells it.</summary>
    public const string RoleClaim = "role";

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private readonly SigningCredentials _credentials = new(new SymmetricSecurityKey(settings.SigningKey), SecurityAlgorithms.HmacSha256);

    public TimeSpan Lifetime => settings.Lifetime;

    public string CreateSessionId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public string Issue(User user, UserSession session) =>
        _handler.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = JwtSettings.Issuer,
                Audience = JwtSettings.Audience,
                IssuedAt = session.CreatedAt.UtcDateTime,
                Expires = session.ExpiresAt.UtcDateTime,
                SigningCredentials = _credentials,
                Subject = new ClaimsIdentity([
                    new Claim(JwtRegisteredClaimNames.Sub, user.Id.Value),
                    new Claim(JwtRegisteredClaimNames.Jti, session.Id),
                    new Claim(RoleClaim, WireNames<UserRole>.Of(user.Role)),
                ]),
            }
        );
}

/// <summary>Reads the server's own tokens: how they are validated, and which actor they carry.</summary>
public static class ActorClaims
{
    private static readonly string[] KeptClaims =
    [
        JwtRegisteredClaimNames.Sub,
        AccessTokens.RoleClaim,
        JwtRegisteredClaimNames.Jti,
        JwtRegisteredClaimNames.Exp,
    ];

    /// <summary>Only one algorithm, key, issuer and audience are accepted, whatever the token's header says.</summary>
    public static TokenValidationParameters CreateValidation(JwtSettings settings) =>
        new()
        {
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            IssuerSigningKey = new SymmetricSecurityKey(settings.SigningKey),
            ValidIssuer = JwtSettings.Issuer,
            ValidAudience = JwtSettings.Audience,
            ClockSkew = TimeSpan.Zero,
            NameClaimType = JwtRegisteredClaimNames.Sub,
            RoleClaimType = AccessTokens.RoleClaim,
        };

    /// <exception cref="InvalidOperationException">
    /// The principal does not come from one of the server's tokens; the endpoint must require authorization.
    /// </exception>
    public static Actor ToActor(this ClaimsPrincipal principal) =>
        principal.FindActor() ?? throw new InvalidOperationException("The caller has no valid token.");

    /// <summary>
    /// A principal with only the claims in use, without the parsed token, because a connection keeps its principal as long as it lasts.
    /// </summary>
    public static ClaimsPrincipal WithoutToken(this ClaimsPrincipal principal) =>
        new(
            new ClaimsIdentity(
                principal.Claims.Where(c => KeptClaims.Contains(c.Type)).Select(c => new Claim(c.Type, c.Value)),
                principal.Identity?.AuthenticationType,
                JwtRegisteredClaimNames.Sub,
                AccessTokens.RoleClaim
            )
        );

    /// <returns>Null when the principal does not come from one of the server's tokens.</returns>
    public static Actor? FindActor(this ClaimsPrincipal principal) =>
        UserId.TryParse(principal.FindFirstValue(JwtRegisteredClaimNames.Sub), out var userId)
        && WireNames<UserRole>.TryParse(principal.FindFirstValue(AccessTokens.RoleClaim), out var role)
        && principal.FindFirstValue(JwtRegisteredClaimNames.Jti) is { } sessionId
            ? new Actor(userId, role, sessionId)
            : null;
}

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
