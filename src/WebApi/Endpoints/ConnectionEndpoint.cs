using System.Net.WebSockets;
using System.Text.Json;
using LiveChat.WebApi.Json;
using LiveChat.WebApi.Security;

namespace LiveChat.WebApi.Endpoints;

/// <summary>
/// What of a request reaches the server through all proxies, and whether a WebSocket does. A page and <c>livechat doctor</c> ask it from
/// where they are.
/// </summary>
public static class ConnectionEndpoint
{
    public const string Path = "/health/connection";

    /// <summary>How long the other side may take to close.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapConnection(this IEndpointRouteBuilder app) =>
        app.MapGet(Path, GetAsync)
            .AllowAnonymous()
            .Produces<SeenConnectionDto>()
            .ProducesProblems(400)
            .WithTags("Operations")
            .WithName("SeenConnection")
            .WithSummary("What the server takes the caller's address and scheme for; as a WebSocket it says the same and closes.");

    /// <summary>The hub brings its own; this path alone needs it besides.</summary>
    public static IApplicationBuilder UseConnectionSocket(this IApplicationBuilder app) =>
        app.UseWhen(context => context.Request.Path == Path, socket => socket.UseWebSockets());

    private static async Task<IResult> GetAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var seen = new SeenConnectionDto(
            context.Connection.RemoteIpAddress?.ToString() ?? "",
            context.Request.Scheme,
            context.Request.Host.Value ?? "",
            KnownProxies.IgnoredHeaderOf(context)
        );
        if (!context.WebSockets.IsWebSocketRequest)
            return Results.Ok(seen);
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            await socket.SendAsync(
                JsonSerializer.SerializeToUtf8Bytes(seen, WireJson.Options),
                WebSocketMessageType.Text,
                endOfMessage: true,
                limit.Token
            );
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The other side is gone, or does not close.
            socket.Abort();
        }

        return Results.Empty;
    }
}

/// <param name="Address">The address that the caller is taken for.</param>
/// <param name="Scheme">http or https, as the caller's browser used it by all that is known.</param>
/// <param name="Host">The host that was asked for.</param>
/// <param name="IgnoredHeader">
/// A forwarding header that was not believed, because it comes from no proxy of ForwardedHeaders:KnownNetworks; null when there is none.
/// </param>
public sealed record SeenConnectionDto(string Address, string Scheme, string Host, string? IgnoredHeader);
