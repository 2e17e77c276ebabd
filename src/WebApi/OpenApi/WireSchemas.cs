using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LiveChat.WebApi.OpenApi;

/// <summary>
/// Adds to schemas what the exporter can't see: that names, times and texts are strings (the converters hide it), which properties an
/// answer always has and a request needs, and which values they take (<see cref="WireConstraints"/>).
/// </summary>
internal static class WireSchemas
{
    public static Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(string) || type == typeof(DateTimeOffset) || type.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            if (context.JsonPropertyInfo?.IsGetNullable == true)
                schema.Type |= JsonSchemaType.Null;
        }

        if (schema.Type?.HasFlag(JsonSchemaType.Array) == true && schema.Items is null)
            schema.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        if (schema.AdditionalProperties is OpenApiSchema { Items: null } values && values.Type?.HasFlag(JsonSchemaType.Array) == true)
            values.Items = new OpenApiSchema { Type = JsonSchemaType.String };
        if (context.JsonPropertyInfo is { } described)
            WireConstraints.ApplyToProperty(schema, described.DeclaringType, described.Name);
        if (context.JsonPropertyInfo is { } property && IsRequest(property.DeclaringType) && IsRequired(property))
            schema.Type &= ~JsonSchemaType.Null;
        if (context.JsonTypeInfo.Kind == JsonTypeInfoKind.Object && schema.Properties is { Count: > 0 })
            schema.Required = context
                .JsonTypeInfo.Properties.Where(p => IsRequest(type) ? IsRequired(p) : !IsLeftOut(p))
                .Select(p => p.Name)
                .ToHashSet();
        return Task.CompletedTask;
    }

    private static bool IsRequest(Type type) =>
        type.Name.EndsWith("Request", StringComparison.Ordinal)
        || type.Name.EndsWith("Call", StringComparison.Ordinal)
        || type == typeof(EnsuredUser);

    /// <summary>
    /// A required property is nullable in C# and marked, so that validation reports a missing one in the caller's language.
    /// </summary>
    private static bool IsRequired(JsonPropertyInfo property) =>
        !property.IsSetNullable && Nullable.GetUnderlyingType(property.PropertyType) is null
        || property.AttributeProvider?.IsDefined(typeof(RequiredAttribute), false) == true;

    private static bool IsLeftOut(JsonPropertyInfo property) =>
        property.AttributeProvider?.IsDefined(typeof(JsonIgnoreAttribute), false) == true;
}

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
        var document = await scope
            .ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(DocumentName)
            .GetOpenApiDocumentAsync();
        using var text = new MemoryStream();
        await document.SerializeAsJsonAsync(text, OpenApiSpecVersion.OpenApi3_1);
        return text.ToArray();
    }
}
