using System.Security.Claims;
using LiveChat.Application.Common;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Settings;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveChat.Infrastructure.Identity;

/// <summary>Reads our own tokens: what makes one valid, and who it says is calling.</summary>
public static class ActorClaims
{
    /// <summary>One algorithm, one key, one issuer, one audience; nothing a token says of itself changes that.</summary>
    public static TokenValidationParameters CreateValidation(JwtSettings settings) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        IssuerSigningKey = new SymmetricSecurityKey(settings.SigningKey),
        ValidIssuer = JwtSettings.Issuer,
        ValidAudience = JwtSettings.Audience,
        ClockSkew = TimeSpan.Zero,
        NameClaimType = JwtRegisteredClaimNames.Sub,
        RoleClaimType = AccessTokens.RoleClaim,
    };

    /// <exception cref="InvalidOperationException">The principal is not one of our tokens; authorize the door first.</exception>
    public static Actor ToActor(this ClaimsPrincipal principal) => principal.FindActor() ?? throw new InvalidOperationException("The caller has no valid token.");

    /// <returns>Null when the principal is not one of our tokens.</returns>
    public static Actor? FindActor(this ClaimsPrincipal principal) =>
        UserId.TryParse(principal.FindFirstValue(JwtRegisteredClaimNames.Sub), out var userId)
        && WireNames<UserRole>.TryParse(principal.FindFirstValue(AccessTokens.RoleClaim), out var role)
        && principal.FindFirstValue(JwtRegisteredClaimNames.Jti) is { } sessionId
            ? new Actor(userId, role, sessionId)
            : null;
}
