using LiveChat.Infrastructure.Telemetry;

namespace LiveChat.WebApi.Configuration;

/// <summary>
/// The declared settings for watching over a server, which follow those of <see cref="DeclaredSettings"/> in .env.example and in the
/// console's list.
/// </summary>
internal static class OperationsSettings
{
    public static readonly Setting<string?> MetricsKey = new("Metrics:Key", null, SettingText.Secret(16))
    {
        IsSecret = true,
        Description =
            "Who brings this key as a bearer token may read GET /metrics from elsewhere: at least 16 characters, for example from `openssl rand -base64 48`. Without it only callers on this machine may, whose requests passed through no proxy (docs/operations.md).",
    };

    public static readonly Setting<OtlpTarget?> OtlpEndpoint = new("Otlp:Endpoint", null, SettingText.Otlp)
    {
        Example = "http://localhost:4318",
        Show = target => target?.Endpoint.ToString(),
        Description =
            "The OpenTelemetry collector that gets traces, metrics and logs. By gRPC on port 4317; on any other port by HTTP, at this address followed by /v1/traces, /v1/metrics and /v1/logs. Without it nothing is traced.",
    };

    public static IReadOnlyList<Setting> All => [MetricsKey, OtlpEndpoint];
}
