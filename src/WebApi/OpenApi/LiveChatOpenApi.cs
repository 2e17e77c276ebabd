using System.Text.Json.Serialization.Metadata;
using LiveChat.Application.Conversations;
using LiveChat.Application.Presence;
using LiveChat.WebApi.Hubs;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace LiveChat.WebApi.OpenApi;

/// <summary>The OpenAPI document, and the page to read it.</summary>
public static class LiveChatOpenApi
{
    private const string DocumentPath = "/openapi/v1.json";

    private const string DocsPrefix = "docs";

    /// <summary>What only the hub speaks of. It is described here too, so that clients can generate all their types from one document.</summary>
    private static readonly Type[] HubTypes =
    [
        typeof(SendMessageCall), typeof(MarkReadCall), typeof(RecallMessageCall), typeof(SetTypingCall), typeof(WatchPresenceCall), typeof(GetHeadsCall), typeof(WatchAllCall),
        typeof(HeadDto), typeof(HeadsDto), typeof(ReadStateDto), typeof(ReadUpdatedDto), typeof(TypingChangedDto), typeof(PresenceDto), typeof(SessionEndedDto),
    ];

    public static IServiceCollection AddLiveChatOpenApi(this IServiceCollection services) => services.AddSingleton<OpenApiText>().AddOpenApi(OpenApiText.DocumentName, options =>
    {
        options.CreateSchemaReferenceId = NameOf;
        options.AddSchemaTransformer(WireSchemas.TransformAsync);
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<IAllowAnonymous>().Any())
                operation.Security = [];
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(async (document, context, cancellationToken) =>
        {
            document.Info = new OpenApiInfo { Title = "LiveChat", Version = "v1", Description = "Live customer service for marketplaces. The hub is at /hubs/chat." };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["bearer"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "JWT" },
                ["api_key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key" },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("bearer", document)] = [] }];
            foreach (var type in HubTypes)
            {
                var name = type.Name.EndsWith("Dto", StringComparison.Ordinal) ? type.Name[..^3] : type.Name;
                document.AddComponent(name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken));
            }
        });
    });

    public static void MapLiveChatOpenApi(this WebApplication app)
    {
        app.MapGet(DocumentPath, async (OpenApiText text) => Results.Bytes(await text.GetAsync(), "application/json;charset=utf-8")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/redoc", () => Results.Redirect($"/{DocsPrefix}")).AllowAnonymous().ExcludeFromDescription();
        // On no other way: its middleware would stand on the stack of each connection of the hub for as long as that lasts.
        app.UseWhen(context => context.Request.Path.StartsWithSegments($"/{DocsPrefix}", StringComparison.OrdinalIgnoreCase), docs => docs.UseSwaggerUI(options =>
        {
            options.RoutePrefix = DocsPrefix;
            options.DocumentTitle = "LiveChat API";
            options.SwaggerEndpoint(DocumentPath, "LiveChat v1");
        }));
    }

    /// <summary>The contract's names: <c>User</c>, not <c>UserDto</c>.</summary>
    private static string? NameOf(JsonTypeInfo type)
    {
        var name = OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return name?.Replace("Dto", "", StringComparison.Ordinal);
    }
}
