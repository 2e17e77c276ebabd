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
            $"src/WebClient/openapi.json is not what the server serves. Run: {Repository.GenerateCommand}");
    }

    [Fact]
    public async Task Document_WhenEndpointIsMapped_ShouldDescribeIt()
    {
        var paths = (await Answer.ReadAsync(await server.Anonymous.GetAsync("/openapi/v1.json"))).Body.GetProperty("paths");
        var endpoints = server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.TrimStart('/').StartsWith("api/", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(endpoints);
        foreach (var endpoint in endpoints)
        {
            var path = "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace(":long", "", StringComparison.Ordinal);
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods)
                Assert.True(paths.TryGetProperty(path, out var methods) && methods.TryGetProperty(method.ToLowerInvariant(), out _), $"{method} {path} is not described.");
        }
    }
}
