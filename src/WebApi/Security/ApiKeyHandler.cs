using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using LiveChat.WebApi.Configuration;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace LiveChat.WebApi.Security;

public sealed class ApiKeyOptions : AuthenticationSchemeOptions;

/// <summary>Authenticates a host site's server by its <c>X-Api-Key</c>. The key opens only endpoints that name this scheme.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<ApiKeyOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    ServerSettings settings
) : AuthenticationHandler<ApiKeyOptions>(options, logger, encoder)
{
    public new const string Scheme = "ApiKey";

    private const string Header = "X-Api-Key";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header] is not [{ Length: > 0 } given])
            return Task.FromResult(AuthenticateResult.NoResult());
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(given));
        // Hashes have the same length, so that the time of the comparison reveals nothing about a key.
        var isKnown = false;
        foreach (var key in settings.ApiKeys)
            isKnown |= CryptographicOperations.FixedTimeEquals(hash, SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return Task.FromResult(
            isKnown
                ? AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Scheme)), Scheme))
                : AuthenticateResult.Fail("The key is unknown.")
        );
    }

    /// <summary>Whether a request comes from a host site's server, which has shown its key.</summary>
    public static bool IsHostSite(ClaimsPrincipal user) => user.Identities.Any(i => i.AuthenticationType == Scheme);

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
