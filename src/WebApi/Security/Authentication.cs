using LiveChat.Application.Abstractions;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Settings;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;

namespace LiveChat.WebApi.Security;

/// <summary>Authentication, and the default policy: deny. What an actor may see or do is decided by the use cases.</summary>
public static class Authentication
{
    /// <summary>An admin, or the host site with its integration key.</summary>
    public const string AdminOrIntegration = "admin-or-integration";

    public static IServiceCollection AddLiveChatAuthentication(this IServiceCollection services)
    {
        services.AddSingleton<IHttpContextFactory, AddressTokens>();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer()
            .AddScheme<ApiKeyOptions, ApiKeyHandler>(ApiKeyHandler.Scheme, null);
        // ASP.NET Core prepares keys for cookies when it starts. The server uses no cookies, so no keys are created and written to disk.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.Remove(services.Single(s => s.ImplementationType?.Name == "DataProtectionHostedService"));
        services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<JwtSettings>((options, settings) =>
            {
                options.MapInboundClaims = false;
                options.SaveToken = false;
                options.TokenValidationParameters = ActorClaims.CreateValidation(settings);
                options.Events = new JwtBearerEvents { OnTokenValidated = RequireLiveSession };
            });
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(AdminOrIntegration, policy => policy
                .AddAuthenticationSchemes(JwtBearerDefaults.AuthenticationScheme, ApiKeyHandler.Scheme)
                .RequireAssertion(context =>
                    ApiKeyHandler.IsHostSite(context.User)
                    || context.User.FindActor() is { Role: UserRole.Admin }));
        return services;
    }

    private static async Task RequireLiveSession(TokenValidatedContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (context.Principal?.FindActor() is not { } actor || !await services.GetRequiredService<ISessionRegistry>().IsAliveAsync(actor.SessionId, context.HttpContext.RequestAborted))
        {
            context.Fail("The session has ended.");
            return;
        }

        services.GetRequiredService<ISessionActivity>().Seen(actor.SessionId);
        context.Principal = context.Principal.WithoutToken();
    }
}
