using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;

namespace LiveChat.Infrastructure.Telemetry;

/// <summary>
/// What is kept of the instruments of the framework. An instrument has only the labels that stand here, so that no address, host or name
/// gets in, and the number of time series has a limit that no caller can move.
/// </summary>
internal static class MetricViews
{
    /// <summary>Seconds, as an answer takes; the framework's own division has twice as many.</summary>
    private static readonly double[] RequestTimes = [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 10];

    /// <summary>Seconds, as a connection lasts.</summary>
    private static readonly double[] ConnectionTimes = [1, 10, 60, 600, 3600, 21_600];

    /// <summary>The most combinations of labels of one instrument; what is beyond them is counted together.</summary>
    private const int MostCombinations = 60;

    /// <summary>Each route has several outcomes.</summary>
    private const int MostRouteOutcomes = 100;

    public static MetricStreamConfiguration? Of(Instrument instrument) =>
        instrument.Meter.Name == ChatMetrics.MeterName
            ? null
            : instrument.Name switch
            {
                "http.server.request.duration" => Times(
                    RequestTimes,
                    MostRouteOutcomes,
                    "http.request.method",
                    "http.route",
                    "http.response.status_code"
                ),
                "http.server.active_requests" => Labelled("http.request.method"),
                "http.client.request.duration" => Times(
                    RequestTimes,
                    MostCombinations,
                    "http.request.method",
                    "http.response.status_code",
                    "error.type"
                ),
                "http.client.request.time_in_queue" => Times(RequestTimes, MostCombinations),
                "http.client.connection.duration" => Times(ConnectionTimes, MostCombinations),
                "http.client.open_connections" => Labelled("http.connection.state"),
                "dns.lookup.duration" => Times(RequestTimes, MostCombinations, "error.type"),
                "kestrel.connection.duration" => Times(ConnectionTimes, MostCombinations, "error.type", "network.protocol.version"),
                "kestrel.tls_handshake.duration" => Times(RequestTimes, MostCombinations, "error.type", "tls.protocol.version"),
                "signalr.server.connection.duration" => Times(
                    ConnectionTimes,
                    MostCombinations,
                    "signalr.connection.status",
                    "signalr.transport"
                ),
                "signalr.server.active_connections" => Labelled("signalr.connection.status", "signalr.transport"),
                "aspnetcore.rate_limiting.request_lease.duration" => Times(RequestTimes, MostCombinations),
                "aspnetcore.rate_limiting.request.time_in_queue" => Times(
                    RequestTimes,
                    MostCombinations,
                    "aspnetcore.rate_limiting.result"
                ),
                "aspnetcore.rate_limiting.requests" => Labelled("aspnetcore.rate_limiting.result"),
                "aspnetcore.routing.match_attempts" => Labelled("aspnetcore.routing.match_status"),
                "aspnetcore.authentication.authenticate.duration" => Times(
                    RequestTimes,
                    MostCombinations,
                    "aspnetcore.authentication.result",
                    "aspnetcore.authentication.scheme"
                ),
                "aspnetcore.authentication.challenges" or "aspnetcore.authentication.forbids" => Labelled(
                    "aspnetcore.authentication.scheme"
                ),
                "aspnetcore.authorization.attempts" => Labelled("aspnetcore.authorization.result"),
                "aspnetcore.diagnostics.exceptions" => Labelled("aspnetcore.diagnostics.exception.result", "error.type"),
                "aspnetcore.memory_pool.pooled"
                or "aspnetcore.memory_pool.allocated"
                or "aspnetcore.memory_pool.evicted"
                or "aspnetcore.memory_pool.rented" => Labelled("aspnetcore.memory_pool.owner"),
                "dotnet.gc.collections" or "dotnet.gc.last_collection.heap.size" or "dotnet.gc.last_collection.heap.fragmentation.size" =>
                    Labelled("gc.heap.generation", "dotnet.gc.heap.generation"),
                "dotnet.process.cpu.time" => Labelled("cpu.mode"),
                "dotnet.exceptions" => Labelled("error.type"),
                // Prometheus keeps names that end with _count for histograms.
                "dotnet.assembly.count" => Named("dotnet.assemblies"),
                "dotnet.process.cpu.count" => Named("dotnet.process.cpus"),
                "dotnet.timer.count" => Named("dotnet.timers"),
                _ when instrument.Meter.Name == "System.Runtime" || instrument.Name.StartsWith("kestrel.", StringComparison.Ordinal) =>
                    Labelled(),
                // What a later version of the framework adds has to be looked at first.
                _ => MetricStreamConfiguration.Drop,
            };

    private static MetricStreamConfiguration Labelled(params string[] labels) =>
        new() { TagKeys = labels, CardinalityLimit = MostCombinations };

    private static MetricStreamConfiguration Named(string name) => new() { Name = name, TagKeys = [] };

    private static ExplicitBucketHistogramConfiguration Times(double[] boundaries, int combinations, params string[] labels) =>
        new()
        {
            Boundaries = boundaries,
            TagKeys = labels,
            CardinalityLimit = combinations,
            RecordMinMax = false,
        };
}
