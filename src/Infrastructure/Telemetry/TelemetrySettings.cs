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

    /// <summary>The longest time of one export. A server that stops waits so long for each of the three kinds.</summary>
    private const int LongestExport = 2_000;

    /// <param name="kind">traces, metrics or logs.</param>
    internal Action<OtlpExporterOptions> Describe(string kind) =>
        options =>
        {
            var isGrpc = Endpoint.Port == GrpcPort;
            options.Protocol = isGrpc ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf;
            options.Endpoint = isGrpc ? Endpoint : new Uri($"{Endpoint.AbsoluteUri.TrimEnd('/')}/v1/{kind}");
            options.TimeoutMilliseconds = Math.Min(options.TimeoutMilliseconds, LongestExport);
        };
}
