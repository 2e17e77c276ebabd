using System.Text.Json;
using LiveChat.IntegrationTests.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.OpenApi;

[Collection(RestTests.Name)]
public sealed class OpenApiTests(ChatServer server)
{
    [Fact]
    public async Task Document_WhenCommitted_ShouldBeWhatTheServerServes()
    {
        var served = await server.Anonymous.GetStringAsync("/openapi/v1.json");
        var committed = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "src", "WebClient", "openapi.json"));

        Assert.True(
            served.ReplaceLineEndings("\n").Trim() == committed.ReplaceLineEndings("\n").Trim(),
            $"src/WebClient/openapi.json is not what the server serves. Run: {Repository.GenerateCommand}"
        );
    }

    [Fact]
    public async Task Document_WhenEndpointIsMapped_ShouldDescribeIt()
    {
        var paths = (await Answer.ReadAsync(await server.Anonymous.GetAsync("/openapi/v1.json"))).Body.GetProperty("paths");
        var endpoints = server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(endpoints);
        foreach (var endpoint in endpoints)
        {
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace(":long", "", StringComparison.Ordinal);
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
                Assert.True(
                    paths.TryGetProperty(path, out var methods) && methods.TryGetProperty(method.ToLowerInvariant(), out _),
                    $"{method} {path} is not described."
                );
        }
    }

    /// <summary>A client that is made from the document knows how much it may send.</summary>
    [Fact]
    public async Task Document_WhenARequestTakesAListOrAText_ShouldSayHowLong()
    {
        var document = (await Answer.ReadAsync(await server.Anonymous.GetAsync("/openapi/v1.json"))).Body;
        var schemas = document.GetProperty("components").GetProperty("schemas");
        var endless = new List<string>();
        foreach (
            var operation in document
                .GetProperty("paths")
                .EnumerateObject()
                .SelectMany(path => path.Value.EnumerateObject().Select(method => (Name: $"{method.Name} {path.Name}", method.Value)))
        )
        {
            if (operation.Value.TryGetProperty("parameters", out var parameters))
                endless.AddRange(
                    parameters.EnumerateArray().SelectMany(p => Endless($"{operation.Name} ?{p.Text("name")}", p.GetProperty("schema")))
                );
            if (operation.Value.TryGetProperty("requestBody", out var body))
                endless.AddRange(
                    body.GetProperty("content")
                        .EnumerateObject()
                        .SelectMany(content => Endless(operation.Name, content.Value.GetProperty("schema")))
                );
        }

        endless.AddRange(
            schemas
                .EnumerateObject()
                .Where(s => s.Name.EndsWith("Call", StringComparison.Ordinal))
                .SelectMany(s => Endless(s.Name, s.Value))
        );

        Assert.Empty(endless);

        IEnumerable<string> Endless(string place, JsonElement schema)
        {
            if (schema.TryGetProperty("$ref", out var reference))
                schema = schemas.GetProperty(reference.GetString()!.Split('/')[^1]);
            var types =
                !schema.TryGetProperty("type", out var type) ? []
                : type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()).ToList()
                : [type.GetString()];
            if (
                types.Contains("string")
                && !schema.TryGetProperty("maxLength", out _)
                && !schema.TryGetProperty("enum", out _)
                && !schema.TryGetProperty("format", out _)
            )
                yield return place;
            if (types.Contains("array") && !schema.TryGetProperty("maxItems", out _))
                yield return $"{place}[]";
            if (schema.TryGetProperty("items", out var items))
            {
                foreach (var inner in Endless($"{place}[]", items))
                    yield return inner;
            }

            foreach (var part in new[] { "oneOf", "anyOf", "allOf" })
            {
                if (!schema.TryGetProperty(part, out var parts))
                    continue;
                foreach (var inner in parts.EnumerateArray().SelectMany(p => Endless(place, p)))
                    yield return inner;
            }

            if (!schema.TryGetProperty("properties", out var properties))
                yield break;
            foreach (var inner in properties.EnumerateObject().SelectMany(p => Endless($"{place} {p.Name}", p.Value)))
                yield return inner;
        }
    }
}
