using System.Security.Claims;
using System.Security.Cryptography;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;
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

    public string Issue(User user, UserSession session) => _handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = JwtSettings.Issuer,
        Audience = JwtSettings.Audience,
        IssuedAt = session.CreatedAt.UtcDateTime,
        Expires = session.ExpiresAt.UtcDateTime,
        SigningCredentials = _credentials,
        Subject = new ClaimsIdentity(
        [
            new Claim(JwtRegisteredClaimNames.Sub, user.Id.Value),
            new Claim(JwtRegisteredClaimNames.Jti, session.Id),
            new Claim(RoleClaim, WireNames<UserRole>.Of(user.Role)),
        ]),
    });
}
