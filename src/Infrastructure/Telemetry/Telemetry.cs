using LiveChat.Infrastructure.Operations;
using MediatR;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LiveChat.Infrastructure.Telemetry;

/// <summary>
/// Metrics for whoever scrapes them, and traces, metrics and logs for a collector if there is one (ADR-031). This room alone knows
/// OpenTelemetry; the others record what they know by <see cref="ChatMetrics"/> and <see cref="ChatTraces"/>.
/// </summary>
public static class Telemetry
{
    private const string ServiceName = "livechat";

    /// <summary>What the framework and the runtime measure themselves.</summary>
    private static readonly string[] FrameworkMeters =
    [
        "Microsoft.AspNetCore.Authentication",
        "Microsoft.AspNetCore.Authorization",
        "Microsoft.AspNetCore.Diagnostics",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Http.Connections",
        "Microsoft.AspNetCore.MemoryPool",
        "Microsoft.AspNetCore.RateLimiting",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
        "System.Net.NameResolution",
        "System.Runtime",
    ];

    private static readonly PathString[] Untold = ["/hubs", "/health", "/metrics"];

    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetrySettings settings)
    {
        services.AddSingleton(settings);
        var telemetry = services
            .AddOpenTelemetry()
            .ConfigureResource(resource =>
                resource
                    .Clear()
                    .AddService(ServiceName, serviceVersion: ServerVersion.Text, serviceInstanceId: settings.NodeName)
                    // OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME.
                    .AddEnvironmentVariableDetector()
            )
            .WithMetrics(metrics =>
                metrics
                    .AddMeter(FrameworkMeters)
                    .AddMeter(ChatMetrics.MeterName)
                    .AddView(MetricViews.Of)
                    .AddPrometheusExporter(prometheus => prometheus.ScopeInfoEnabled = false)
            );
        if (settings.Otlp is { } collector)
            telemetry.SendTo(collector);
        // Starts after OpenTelemetry itself, so that somebody listens already.
        services.AddHostedService<ChatGauges>();
        return services;
    }

    internal static IServiceCollection AddCountedOutcomes(this IServiceCollection services) =>
        services
            .AddSingleton<IPipelineBehavior<LoginCommand, Result<SessionDto>>, CountedSignIns>()
            .AddSingleton<IPipelineBehavior<ExchangeTokenCommand, Result<SessionDto>>, CountedSignIns>()
            .AddSingleton<IPipelineBehavior<AddUploadCommand, Result<AttachmentDto>>, CountedUploads>();

    private static void SendTo(this OpenTelemetryBuilder telemetry, OtlpTarget collector) =>
        telemetry
            .WithTracing(traces =>
                traces
                    .AddSource(ChatTraces.SourceName)
                    .AddSource("Microsoft.AspNetCore.SignalR.Server")
                    .AddAspNetCoreInstrumentation(requests => requests.Filter = context => IsTold(context.Request.Path))
                    .AddProcessor(new SpanAttributes())
                    .AddOtlpExporter(collector.Describe("traces"))
            )
            .WithMetrics(metrics => metrics.AddOtlpExporter(collector.Describe("metrics")))
            .WithLogging(logs => logs.AddOtlpExporter(collector.Describe("logs")), logs => logs.IncludeFormattedMessage = true);

    /// <summary>A hub connection is one request that lasts for hours; its calls have spans of their own. Probes ask all the time.</summary>
    private static bool IsTold(PathString path) =>
        !Array.Exists(Untold, untold => path.StartsWithSegments(untold, StringComparison.OrdinalIgnoreCase));
}
