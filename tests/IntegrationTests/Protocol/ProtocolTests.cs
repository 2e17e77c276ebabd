using System.Text.Json;
using LiveChat.IntegrationTests.Support;
using LiveChat.WebApi.Errors;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Protocol;

/// <summary>docs/protocol.md names everything that a client can call or be sent, and nothing that does not exist.</summary>
[Collection(RestTests.Name)]
public sealed class ProtocolTests(ChatServer server)
{
    [Fact]
    public async Task Calls_WhenDescribed_ShouldBeThoseOfTheOpenApiDocument()
    {
        var document = await ReadDocumentAsync();
        var described = document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name.ToUpperInvariant()} {path.Name}"));

        Assert.Empty(described.Except(ProtocolDocument.Calls));
    }

    [Fact]
    public void Calls_WhenDescribed_ShouldExist()
    {
        var mapped =
            from endpoint in server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let path = "/"
                + endpoint
                    .RoutePattern.RawText!.Trim('/')
                    .Replace(":long", "", StringComparison.Ordinal)
                    .Replace(":int", "", StringComparison.Ordinal)
            // The hub's own endpoints name no methods.
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"]
            select $"{method} {path}";

        Assert.Empty(ProtocolDocument.Calls.Except(mapped));
    }

    [Fact]
    public void Hub_WhenDescribed_ShouldHaveTheseMethodsAndEvents()
    {
        Assert.Equal(HubContract.Methods.Order(StringComparer.Ordinal), ProtocolDocument.HubMethods.Order(StringComparer.Ordinal));
        Assert.Equal(HubContract.Events.Order(StringComparer.Ordinal), ProtocolDocument.HubEvents.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Hub_WhenTheWebClientIsCompiled_ShouldBeKnownToItAsItIs()
    {
        var known = await File.ReadAllTextAsync(HubContract.TypeScriptFile);

        Assert.True(
            HubContract.ToTypeScript() == known.ReplaceLineEndings("\n"),
            $"{Path.GetRelativePath(Repository.Root, HubContract.TypeScriptFile)} is not what the hub is. Run: {Repository.GenerateCommand}"
        );
    }

    [Fact]
    public void ErrorCodes_WhenDescribed_ShouldBeThoseOfTheServer() =>
        Assert.Equal(ErrorCode.Codes.Order(StringComparer.Ordinal), ProtocolDocument.ErrorCodes.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Shapes_WhenDescribed_ShouldHaveTheFieldsOfTheOpenApiDocument()
    {
        var schemas = (await ReadDocumentAsync()).GetProperty("components").GetProperty("schemas");

        Assert.NotEmpty(ProtocolDocument.Shapes);
        Assert.All(
            ProtocolDocument.Shapes,
            shape =>
            {
                var properties = schemas.GetProperty(shape.Key).GetProperty("properties").EnumerateObject().Select(p => p.Name);
                Assert.Equal(properties.Order(StringComparer.Ordinal), shape.Value.Order(StringComparer.Ordinal));
            }
        );
    }

    private async Task<JsonElement> ReadDocumentAsync() =>
        (await Answer.ReadAsync(await server.Anonymous.GetAsync("/openapi/v1.json"))).Body;
}
