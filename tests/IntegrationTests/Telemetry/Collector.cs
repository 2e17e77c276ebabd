using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LiveChat.IntegrationTests.Telemetry;

/// <summary>A span as it reached the collector.</summary>
internal sealed record CollectedSpan(
    string TraceId,
    string Id,
    string ParentId,
    string Name,
    ulong Begin,
    ulong End,
    IReadOnlyDictionary<string, string> Attributes
);

/// <summary>A collector of OpenTelemetry: takes what a server sends by HTTP (protobuf), and reads the spans in it.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    /// <summary>What came, by kind: traces, metrics or logs.</summary>
    public ConcurrentQueue<(string Kind, byte[] Body)> Received { get; } = new();

    public string Address => _app.Urls.Single();

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var collector = new Collector(app);
        app.MapPost(
            "/v1/{kind}",
            async (HttpContext context, string kind) =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                collector.Received.Enqueue((kind, body.ToArray()));
                context.Response.ContentType = "application/x-protobuf";
            }
        );
        await app.StartAsync();
        return collector;
    }

    /// <summary>All that came of a kind, as the letters that are in it.</summary>
    public string TextOf(string kind) => string.Concat(Received.Where(r => r.Kind == kind).Select(r => Encoding.UTF8.GetString(r.Body)));

    public List<CollectedSpan> ReadSpans() => [.. Received.Where(r => r.Kind == "traces").SelectMany(r => SpansOf(r.Body))];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>ExportTraceServiceRequest { resource_spans = 1 { scope_spans = 2 { spans = 2 } } }, as OTLP numbers them.</summary>
    private static IEnumerable<CollectedSpan> SpansOf(byte[] request) =>
        from resource in Field.In(request)
        where resource.Number == 1
        from scope in Field.In(resource.Bytes)
        where scope.Number == 2
        from span in Field.In(scope.Bytes)
        where span.Number == 2
        select ReadSpan(Field.In(span.Bytes).ToLookup(f => f.Number));

    private static CollectedSpan ReadSpan(ILookup<int, Field> fields) =>
        new(
            Hex(fields[1]),
            Hex(fields[2]),
            Hex(fields[4]),
            Encoding.UTF8.GetString(fields[5].Single().Bytes),
            fields[7].Single().Value,
            fields[8].Single().Value,
            fields[9].Select(a => Field.In(a.Bytes).ToLookup(f => f.Number)).ToDictionary(KeyOf, ValueOf)
        );

    private static string KeyOf(ILookup<int, Field> attribute) => Encoding.UTF8.GetString(attribute[1].Single().Bytes);

    private static string ValueOf(ILookup<int, Field> attribute)
    {
        var value = Field.In(attribute[2].Single().Bytes).Single();
        return value.Number == 1 ? Encoding.UTF8.GetString(value.Bytes) : $"{value.Value}";
    }

    private static string Hex(IEnumerable<Field> field) => Convert.ToHexStringLower(field.SingleOrDefault()?.Bytes ?? []);

    /// <summary>A field of a protobuf message: its bytes where it has a length, otherwise its number.</summary>
    private sealed record Field(int Number, byte[] Bytes, ulong Value)
    {
        public static IEnumerable<Field> In(byte[] message)
        {
            for (var at = 0; at < message.Length; )
            {
                var key = ReadVarint(message, ref at);
                var number = (int)(key >> 3);
                switch (key & 7)
                {
                    case 0:
                        yield return new Field(number, [], ReadVarint(message, ref at));
                        break;
                    case 1:
                        yield return new Field(number, [], BitConverter.ToUInt64(message, at));
                        at += 8;
                        break;
                    case 2:
                        var length = (int)ReadVarint(message, ref at);
                        yield return new Field(number, message[at..(at + length)], 0);
                        at += length;
                        break;
                    case 5:
                        yield return new Field(number, [], BitConverter.ToUInt32(message, at));
                        at += 4;
                        break;
                    default:
                        throw new FormatException($"Field {number} is of no kind that is known.");
                }
            }
        }

        private static ulong ReadVarint(byte[] message, ref int at)
        {
            ulong value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var next = message[at++];
                value |= (ulong)(next & 0x7F) << shift;
                if (next < 0x80)
                    return value;
            }
        }
    }
}
