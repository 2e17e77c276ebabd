using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Hubs;
using LiveChat.WebApi.Json;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LiveChat.WebApi.OpenApi;

/// <summary>The OpenAPI document, and the page to read it.</summary>
public static class LiveChatOpenApi
{
    private const string DocumentPath = "/openapi/v1.json";

    private const string DocsPrefix = "docs";

    private const string Bearer = "bearer";

    private const string ApiKey = "api_key";

    private static readonly Dictionary<string, string> Tags = new()
    {
        ["Identity"] = "Signing in and out, and one's own password.",
        ["Users"] = "Who there is, and the management of users by admins and the host site.",
        ["Conversations"] = "Who talks with whom, up to where each has read, and each member's own view of it.",
        ["Messages"] = "Sending, reading, searching, taking back and taking down.",
        ["Quick replies"] = "Sentences that somebody keeps at hand.",
        ["Cards"] = "What merchants and platform support note about people, seen by nobody else.",
        ["Uploads"] = "Pictures, documents and voice, for a message or an avatar.",
        ["Administration"] = "What the console shows of the whole server. For admins.",
        ["Operations"] = "For whoever runs the server.",
    };

    /// <summary>The types that only the hub uses. They stand in the document too, so that clients can generate all types from it.</summary>
    private static readonly Type[] HubTypes =
    [
        typeof(SendMessageCall),
        typeof(MarkReadCall),
        typeof(RecallMessageCall),
        typeof(SetTypingCall),
        typeof(WatchPresenceCall),
        typeof(GetHeadsCall),
        typeof(WatchAllCall),
        typeof(HeadDto),
        typeof(HeadsDto),
        typeof(AllHeadsDto),
        typeof(ReadStateDto),
        typeof(ReadUpdatedDto),
        typeof(TypingChangedDto),
        typeof(PresenceDto),
        typeof(SessionEndedDto),
    ];

    public static IServiceCollection AddLiveChatOpenApi(this IServiceCollection services) =>
        services
            .AddSingleton<OpenApiText>()
            .AddOpenApi(
                OpenApiText.DocumentName,
                options =>
                {
                    options.CreateSchemaReferenceId = NameOf;
                    options.AddSchemaTransformer(WireSchemas.TransformAsync);
                    options.AddOperationTransformer(
                        (operation, context, _) =>
                        {
                            Describe(operation, context.Description.ActionDescriptor.EndpointMetadata, context.Document);
                            return Task.CompletedTask;
                        }
                    );
                    options.AddDocumentTransformer(
                        async (document, context, cancellationToken) =>
                        {
                            document.Info = new OpenApiInfo
                            {
                                Title = "LiveChat",
                                Version = "v1",
                                Description =
                                    $"Live customer service for marketplaces. What is sent and pushed at once goes through the SignalR hub at {ChatHub.Path}, which [a page of its own](hub) describes; "
                                    + "its types are among the schemas here, though no path names them.",
                                Contact = new OpenApiContact { Name = "Whoever runs this server" },
                            };
                            // The API is relative to the place that the document was fetched from.
                            document.Servers = [new OpenApiServer { Url = BasePathOf(context.ApplicationServices) }];
                            foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
                                tag.Description = tag.Name is { } name ? Tags.GetValueOrDefault(name) : null;
                            document.Components ??= new OpenApiComponents();
                            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                            {
                                [Bearer] = new OpenApiSecurityScheme
                                {
                                    Description = "The access_token of a session, from one of the ways to sign in.",
                                    Type = SecuritySchemeType.Http,
                                    Scheme = "bearer",
                                    BearerFormat = "JWT",
                                },
                                [ApiKey] = new OpenApiSecurityScheme
                                {
                                    Description = "One of Integration:ApiKeys, for calls of the host site's server.",
                                    Type = SecuritySchemeType.ApiKey,
                                    In = ParameterLocation.Header,
                                    Name = "X-Api-Key",
                                },
                            };
                            foreach (var type in HubTypes)
                            {
                                var name = type.Name.EndsWith("Dto", StringComparison.Ordinal) ? type.Name[..^3] : type.Name;
                                document.AddComponent(name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken));
                            }
                        }
                    );
                }
            );

    private static string BasePathOf(IServiceProvider services) =>
        services.GetRequiredService<ServerSettings>().BasePath is { Length: > 0 } path ? path : "/";

    public static void MapLiveChatOpenApi(this WebApplication app)
    {
        app.MapGet(DocumentPath, async (OpenApiText text) => Results.Bytes(await text.GetAsync(), "application/json;charset=utf-8"))
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapGet($"/{DocsPrefix}/hub", () => Results.Text(HubPage.Html, "text/html", Encoding.UTF8))
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapGet("/redoc", () => Results.Redirect($"/{DocsPrefix}")).AllowAnonymous().ExcludeFromDescription();
        // Only for its own paths: otherwise its middleware would stay on the stack of each hub connection for as long as that lasts.
        app.UseWhen(
            context => context.Request.Path.StartsWithSegments($"/{DocsPrefix}", StringComparison.OrdinalIgnoreCase),
            docs =>
                docs.UseSwaggerUI(options =>
                {
                    options.RoutePrefix = DocsPrefix;
                    options.DocumentTitle = "LiveChat API";
                    options.SwaggerEndpoint($"..{DocumentPath}", "LiveChat v1");
                })
        );
    }

    /// <summary>Adds who may call an operation, the constraints of its parameters, and a description.</summary>
    private static void Describe(OpenApiOperation operation, IList<object> metadata, OpenApiDocument? document)
    {
        OpenApiSecurityRequirement Scheme(string name) => new() { [new OpenApiSecuritySchemeReference(name, document)] = [] };
        var isOpen = metadata.OfType<IAllowAnonymous>().Any();
        var isForHosts = metadata.OfType<IAuthorizeData>().Any(a => a.Policy == Authentication.AdminOrIntegration);
        operation.Security =
            isOpen ? []
            : isForHosts ? [Scheme(Bearer), Scheme(ApiKey)]
            : [Scheme(Bearer)];
        var caller =
            isOpen ? "Open to everybody."
            : isForHosts ? "Needs the token of an admin, or the header X-Api-Key."
            : "Needs a token.";
        operation.Description ??=
            $"{operation.Summary} {caller}{(operation.Responses?.ContainsKey("429") == true ? " Limited: a 429 says in Retry-After when to come again." : "")}";
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
        {
            if (parameter is not { Schema: OpenApiSchema schema, Name: { } name })
                continue;
            WireConstraints.ApplyToParameter(schema, operation.OperationId, name);
            (parameter.Description, schema.Description) = (schema.Description ?? parameter.Description, null);
        }
    }

    /// <summary>The names of docs/protocol.md: <c>User</c>, not <c>UserDto</c>. What is a plain text has none.</summary>
    private static string? NameOf(JsonTypeInfo type)
    {
        if ((Nullable.GetUnderlyingType(type.Type) ?? type.Type) == typeof(WireTime))
            return null;
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return name?.Replace("Dto", "", StringComparison.Ordinal);
    }
}

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

        // A time in a query is read by its own type, and is a text like any other time.
        if (type == typeof(WireTime))
            (schema.Type, schema.Properties) = (JsonSchemaType.String, null);

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
