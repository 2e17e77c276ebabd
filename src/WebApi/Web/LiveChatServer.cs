using System.Text;
using LiveChat.Application;
using LiveChat.Infrastructure;
using LiveChat.Infrastructure.Operations.Inspectors;
using LiveChat.Infrastructure.Sealing;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Telemetry;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Endpoints;
using LiveChat.WebApi.Errors;
using LiveChat.WebApi.Hubs;
using LiveChat.WebApi.Json;
using LiveChat.WebApi.Limits;
using LiveChat.WebApi.OpenApi;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Web;

/// <summary>Puts the server together.</summary>
public static class LiveChatServer
{
    /// <summary>The bytes that the server buffers of each connection before they are read.</summary>
    private const long MaxUnreadSize = 64 * 1024;

    /// <summary>The largest hub message in bytes.</summary>
    private const long MaxHubMessageSize = 32 * 1024;

    /// <summary>
    /// Idle time after which the server pings a client. SignalR's own clients send something every 15 s and are never pinged.
    /// </summary>
    private static readonly TimeSpan QuietTime = TimeSpan.FromSeconds(16);

    /// <summary>
    /// The time for the pong. SignalR's own timeout begins only with a client's first ping, so that a client lost before it would stay
    /// online for ever.
    /// </summary>
    private static readonly TimeSpan KeepAliveTimeout = TimeSpan.FromSeconds(15);

    /// <summary>
    /// The duration of one long poll, short enough for proxies with a short timeout. A client that does not poll again counts as lost 15 s
    /// later.
    /// </summary>
    private static readonly TimeSpan PollTime = TimeSpan.FromSeconds(4);

    /// <summary>A server that is ready to be initialized and run. Arguments are settings: <c>--Key=value</c>.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = ServerConfiguration.CreateBuilder(args);
        UnknownSettings.Tell(builder.Configuration);
        var settings = new ServerSettings(builder.Configuration, builder.Environment);
        var jwt = settings.ReadJwt();
        var sources = new SettingSources(builder.Configuration);
        var inspector = new SettingsInspector(builder.Configuration, builder.Environment);
        builder
            .WebHost.UseUrls([.. settings.Urls])
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                // Latin-1 decodes every byte, so a header that is not ASCII reaches the code that reads it. Otherwise Kestrel answers 400
                // without a body.
                kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
                kestrel.Limits.MaxRequestBodySize = RequestBodies.Largest;
                kestrel.Limits.MaxRequestBufferSize = MaxUnreadSize;
                if (settings.Limits.IsEnabled)
                    kestrel.UseConnectionGate();
            });
        builder
            .Services.AddUseCases(settings)
            .AddSingleton(jwt)
            .AddSingleton(sources)
            .AddSingleton<ISettingsReport, SettingsReport>()
            .AddSingleton<IInspector>(inspector)
            .AddLiveChatAuthentication()
            .AddRequestLimits(settings.Limits)
            .AddTelemetry(settings.Telemetry)
            .AddLiveChatOpenApi()
            .AddSingleton<WebClientPage>()
            .AddHostedService<GracefulStop>()
            .Configure<HostOptions>(options => options.ShutdownTimeout = GracefulStop.Limit)
            .AddExceptionHandler<ExceptionProblems>()
            .AddResponseCompression(compression =>
                compression.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/manifest+json"]
            )
            .AddCors(cors =>
                cors.AddDefaultPolicy(policy =>
                    policy
                        .SetIsOriginAllowed(o => WebOrigin.TryParse(o, out var origin) && settings.CorsOrigins.Contains(origin.Text))
                        .AllowAnyHeader()
                        .AllowAnyMethod()
                        .WithExposedHeaders(HeaderNames.RetryAfter, HeaderNames.Location, HeaderNames.ETag)
                        // SignalR's browser client requests credentials by default. The server uses no cookies that could be sent.
                        .AllowCredentials()
                )
            )
            .Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true)
            .ConfigureHttpJsonOptions(options => WireJson.Configure(options.SerializerOptions))
            // SignalR switches this off in favour of its own pings, so it is configured after SignalR.
            .PostConfigure<WebSocketOptions>(sockets =>
                (sockets.KeepAliveInterval, sockets.KeepAliveTimeout) = (QuietTime, KeepAliveTimeout)
            )
            .AddHubErrors()
            .AddSignalR(options => options.MaximumReceiveMessageSize = MaxHubMessageSize)
            .AddJsonProtocol(options => WireJson.Configure(options.PayloadSerializerOptions));
        // The framework's own host filtering answers in HTML; KnownHosts replaces it.
        builder.Services.PostConfigure<HostFilteringOptions>(options => options.AllowedHosts = ["*"]);

        // The command line reports a failed start in one line; the host would log it again with its stack traces.
        var isStarted = false;
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => isStarted && level >= LogLevel.Warning);
        // Probes ask every few seconds. This would log each failed check anew, and the answer tells of it.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // At lower levels this logs malformed requests as they came, including a token in the URL.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.BadRequests", LogLevel.Information);
        // This logs every refused call as an error of the server. HubErrors logs the real ones.
        builder.Logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical);

        var app = builder.Build();
        app.Lifetime.ApplicationStarted.Register(() => isStarted = true);
        // Inspectors know what changed since they were made, such as the clock.
        _ = app.Services.GetRequiredService<Diagnosis>();
        app.UseBasePath(settings.BasePath);
        app.UseGatedRequests();
        app.UseRefusedBodies();
        app.UseKnownProxies(settings);
        app.UseRequestLanguage();
        app.UseResponseHeaders(settings.PublicOrigin);
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context =>
            context.HttpContext.Response.StatusCode == StatusCodes.Status412PreconditionFailed
                // The client asked for this status by If-Match, so it needs no problem.
                ? Task.CompletedTask
                : Problems.FromStatus(context.HttpContext.Response.StatusCode, context.HttpContext).ExecuteAsync(context.HttpContext)
        );
        app.UseKnownHosts(settings);
        app.UseAddressTextCheck();
        app.UseHubOriginCheck(settings);
        app.UseConnectionSocket();
        app.UseResponseCompression();
        app.UseWebClientFiles();
        app.UseHeadAsGet();
        app.UseRouting();
        app.UseMetricsDoor(settings.MetricsKey);
        app.UseCors();
        app.UseUnknownPaths();
        app.UseAuthentication();
        app.UseSignedInConnections();
        app.UseAuthorization();
        app.UseSessionDuties();
        app.UseRequestBodyLimits();
        app.UseRateLimiter();
        if (settings.Redis is not null)
            app.UseConnectionTokens(settings.NodeName);
        app.UseHubConnectionLimit();
        app.UseBodyEncodingCheck();
        app.UseJsonTextCheck();

        app.MapIdentity(settings);
        app.MapUsers();
        app.MapConversations();
        app.MapMessages();
        app.MapQuickReplies();
        app.MapCards();
        app.MapAdmin();
        app.MapUploads();
        app.MapMedia();
        app.MapHealth();
        app.MapConnection();
        app.MapMetrics();
        app.MapHub<ChatHub>(ChatHub.Path, hub => hub.LongPolling.PollTimeout = PollTime);
        app.MapLiveChatOpenApi();
        return app;
    }

    /// <summary>The use cases and their infrastructure, which is all that the command line needs.</summary>
    public static IServiceCollection AddUseCases(this IServiceCollection services, ServerSettings settings) =>
        services
            .AddSingleton(settings)
            .AddSingleton(settings.Database)
            .AddSingleton(settings.Media)
            .AddSingleton(new DataDirectory(settings.DataDirectory))
            .AddSingleton(settings.Hosts)
            .AddSingleton(_ => new Seal(settings.ReadSealingKey()))
            .AddSingleton(settings.Limits)
            .AddSingleton(settings.SignIn)
            .AddSingleton(settings.Statistics)
            .AddSingleton(settings.Backups)
            .AddSingleton(new ChatOptions { RecallWindow = settings.RecallWindow })
            .AddApplication()
            .AddInfrastructure<ChatHub>(settings.Database.Provider)
            .AddNodes(settings)
            .AddSingleton<ChatConnections>();

    /// <summary>This server alone, or among others that share Redis.</summary>
    private static IServiceCollection AddNodes(this IServiceCollection services, ServerSettings settings) =>
        settings.Redis is { } redis
            ? services
                .AddSingleton(redis)
                .AddSingleton(provider => new NodeSettings(
                    settings.NodeName,
                    [.. provider.GetRequiredService<JwtSettings>().SigningKey, .. settings.ReadSealingKey()]
                ))
                .AddRedisNodes()
            : services.AddSingleNode();

    /// <summary>The filter is added as an object, because SignalR would create a filter given by type anew for every call.</summary>
    private static IServiceCollection AddHubErrors(this IServiceCollection services)
    {
        services.AddSingleton<HubErrors>().AddOptions<HubOptions>().Configure<HubErrors>((hub, errors) => hub.AddFilter(errors));
        return services;
    }
}
