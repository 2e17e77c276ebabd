using System.Text.Json.Nodes;
using LiveChat.WebApi.Errors;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Hubs;

/// <summary>
/// Lets clients of the hub be spread over several nodes. A connection that was negotiated is known to one node alone. Its token begins with
/// that node's name, by which a proxy leads long polling and event streams back to it. A WebSocket needs no way back: it begins anew
/// wherever it comes.
/// </summary>
internal static class ConnectionTokens
{
    private const string Negotiate = "/negotiate";

    /// <summary>The names of the token in the answer to a negotiation; the second one is that of old clients.</summary>
    private static readonly string[] TokenNames = ["connectionToken", "connectionId"];

    /// <param name="node">The name of this node.</param>
    public static IApplicationBuilder UseConnectionTokens(this IApplicationBuilder app, string node)
    {
        var stopping = app.ApplicationServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var prefix = $"{node}.";
        return app.Use(
            (context, next) =>
            {
                if (!context.Request.Path.StartsWithSegments(ChatHub.Path, StringComparison.OrdinalIgnoreCase, out var rest))
                    return next(context);
                var isNegotiation = rest.Value!.Equals(Negotiate, StringComparison.OrdinalIgnoreCase);
                if (stopping.IsCancellationRequested && (isNegotiation || IsWebSocket(context)))
                    return Problems.From(ConversationErrors.Busy, context).ExecuteAsync(context);
                if (isNegotiation)
                    return NameTokenAsync(context, next, prefix);
                TakeName(context, prefix);
                return next(context);
            }
        );
    }

    private static async Task NameTokenAsync(HttpContext context, RequestDelegate next, string prefix)
    {
        var body = context.Response.Body;
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
        }

        answer.Position = 0;
        if (context.Response.StatusCode == StatusCodes.Status200OK && await JsonNode.ParseAsync(answer) is JsonObject negotiated)
        {
            var name = Array.Find(TokenNames, negotiated.ContainsKey);
            if (name is not null)
                negotiated[name] = prefix + negotiated[name]!.GetValue<string>();
            context.Response.ContentLength = null;
            await context.Response.WriteAsync(negotiated.ToJsonString(), context.RequestAborted);
            return;
        }

        answer.Position = 0;
        await answer.CopyToAsync(body, context.RequestAborted);
    }

    /// <summary>Takes the node's name off the token. A WebSocket that was negotiated elsewhere is one that was not negotiated.</summary>
    private static void TakeName(HttpContext context, string prefix)
    {
        if (context.Request.Query["id"].ToString() is not { Length: > 0 } token)
            return;
        if (token.StartsWith(prefix, StringComparison.Ordinal))
            SetToken(context, token[prefix.Length..]);
        else if (IsWebSocket(context))
            SetToken(context, null);
    }

    private static void SetToken(HttpContext context, string? token)
    {
        var query = QueryHelpers.ParseQuery(context.Request.QueryString.Value);
        query.Remove("id");
        if (token is not null)
            query["id"] = token;
        context.Request.QueryString = new QueryBuilder(query).ToQueryString();
    }

    private static bool IsWebSocket(HttpContext context) =>
        context.Request.Headers[HeaderNames.Upgrade].ToString().Equals("websocket", StringComparison.OrdinalIgnoreCase)
        || HttpMethods.IsConnect(context.Request.Method);
}
