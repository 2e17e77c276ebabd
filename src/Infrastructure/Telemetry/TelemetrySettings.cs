using OpenTelemetry.Exporter;

namespace LiveChat.Infrastructure.Telemetry;

/// <summary>How this server is called in what it tells, and where it sends that.</summary>
/// <param name="Otlp">The collector; null when nothing is sent.</param>
public sealed record TelemetrySettings(string NodeName, OtlpTarget? Otlp);

/// <summary>An OpenTelemetry collector.</summary>
public sealed record OtlpTarget(Uri Endpoint)
{
    /// <summary>The port that is registered for OTLP by gRPC.</summary>
    private const int GrpcPort = 4317;

    public OtlpExportProtocol Protocol => Endpoint.Port == GrpcPort ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
}
