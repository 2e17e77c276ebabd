using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace LiveChat.Infrastructure.Telemetry;

/// <summary>
/// Takes from spans whatever is not known to be harmless, before they leave: paths, queries, hosts, addresses, what browsers call
/// themselves, and the texts of exceptions. Users and conversations stand in them, and so do addresses of people.
/// </summary>
internal sealed class SpanAttributes : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Harmless = new[]
    {
        "error.type",
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "network.protocol.version",
        "rpc.method",
        "rpc.service",
        "rpc.system",
        "url.scheme",
        ChatTraces.BatchSize,
        ChatTraces.Event,
    }.ToFrozenSet(StringComparer.Ordinal);

    public override void OnEnd(Activity data)
    {
        foreach (var (name, _) in data.TagObjects)
        {
            if (!Harmless.Contains(name))
                data.SetTag(name, null);
        }

        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
    }
}
