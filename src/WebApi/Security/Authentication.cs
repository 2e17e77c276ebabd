using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Hubs;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Security;

/// <summary>Authentication, and the default policy: deny. What an actor may see or do is decided by the use cases.</summary>
public static class Authentication
{
    /// <summary>An admin, or the host site with its integration key.</summary>
    public const string AdminOrIntegration = "admin-or-integration";

    public static IServiceCollection AddLiveChatAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<IHttpContextFactory, AddressTokens>();
        services
            .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer()
            .AddScheme<ApiKeyOptions, ApiKeyHandler>(ApiKeyHandler.Scheme, null);
        // ASP.NET Core prepares keys for cookies when it starts. The server uses no cookies, so no keys are created and written to disk.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.Remove(services.Single(s => s.ImplementationType?.Name == "DataProtectionHostedService"));
        services
            .AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<JwtSettings>(
                (options, settings) =>
                {
                    options.MapInboundClaims = false;
                    options.SaveToken = false;
                    options.TokenValidationParameters = ActorClaims.CreateValidation(settings);
                    options.Events = new JwtBearerEvents { OnTokenValidated = RequireLiveSession };
                }
            );
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(
                AdminOrIntegration,
                policy =>
                    policy
                        .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme, ApiKeyHandler.Scheme)
                        .RequireAssertion(context =>
                            ApiKeyHandler.IsHostSite(context.User) || context.User.FindActor() is { Role: UserRole.Admin }
                        )
            );
        return services;
    }

    private static async Task RequireLiveSession(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (
            context.Principal?.FindActor() is not { } actor
            || !await services.GetRequiredService<ISessionRegistry>().IsAliveAsync(actor.SessionId, context.HttpContext.RequestAborted)
        )
        {
            context.Fail("The session has ended.");
            return;
        }

        services.GetRequiredService<ISessionActivity>().Seen(actor.SessionId);
        context.Principal = context.Principal.WithoutToken();
    }
}

/// <summary>
/// Removes tokens from URLs before anything else sees the request, because logs, traces and metrics contain URLs. A browser can't set
/// headers when it opens a WebSocket, so the hub's token comes in the query and is moved into the <c>Authorization</c> header. The token of
/// a host site in the page's URL is only for the page, and is dropped.
/// </summary>
internal sealed class AddressTokens(IServiceProvider services) : IHttpContextFactory
{
    private const string HubToken = "access_token";
    private const string HostToken = "token";

    private readonly DefaultHttpContextFactory _inner = new(services);

    public HttpContext Create(IFeatureCollection featureCollection)
    {
        var request = featureCollection.GetRequiredFeature<IHttpRequestFeature>();
        if (request.QueryString.Contains(HostToken, StringComparison.OrdinalIgnoreCase))
            TakeOut(request);
        return _inner.Create(featureCollection);
    }

    public void Dispose(HttpContext httpContext) => _inner.Dispose(httpContext);

    private static void TakeOut(IHttpRequestFeature request)
    {
        var rest = QueryString.Empty;
        string? hubToken = null;
        foreach (var pair in new QueryStringEnumerable(request.QueryString))
        {
            var name = pair.DecodeName().ToString();
            if (name.Equals(HubToken, StringComparison.OrdinalIgnoreCase))
                hubToken = pair.DecodeValue().ToString();
            else if (!name.Equals(HostToken, StringComparison.OrdinalIgnoreCase))
                rest = rest.Add(name, pair.DecodeValue().ToString());
        }

        if (
            hubToken is { Length: > 0 }
            && request.Headers.Authorization.Count == 0
            && new PathString(request.Path).StartsWithSegments(ChatHub.Path, StringComparison.OrdinalIgnoreCase)
        )
            request.Headers[HeaderNames.Authorization] = $"Bearer {hubToken}";
        request.QueryString = rest.Value ?? "";
        request.RawTarget = request.RawTarget.Split('?')[0] + rest.Value;
    }
}

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
