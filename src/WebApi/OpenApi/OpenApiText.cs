using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LiveChat.WebApi.OpenApi;

/// <summary>
/// The text of the OpenAPI document. It never changes while the server runs and takes long to generate, so it is generated once.
/// </summary>
internal sealed class OpenApiText(IServiceProvider services)
{
    public const string DocumentName = "v1";

    private readonly Lazy<Task<byte[]>> _text = new(() => Task.Run(() => WriteAsync(services)));

    public Task<byte[]> GetAsync() => _text.Value;

    private static async Task<byte[]> WriteAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var document = await scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(DocumentName).GetOpenApiDocumentAsync();
        using var text = new MemoryStream();
        await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1);
        return text.ToArray();
    }
}
