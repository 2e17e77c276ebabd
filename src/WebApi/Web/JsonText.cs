using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using LiveChat.WebApi.Errors;
using LiveChat.WebApi.Hubs;
using LiveChat.WebApi.Limits;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Web;

/// <summary>
/// Refuses U+0000, lone surrogates and invalid UTF-8 anywhere in a JSON body. The framework checks only the properties that it binds, and
/// would let them through in ignored ones.
/// </summary>
public static class JsonText
{
    public static IApplicationBuilder UseJsonTextCheck(this IApplicationBuilder app) =>
        app.Use((context, next) => context.Request.HasJsonContentType() ? CheckAsync(context, next) : next(context));

    private static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        // The body is examined but not consumed, so that the endpoint can read it.
        var reader = context.Request.BodyReader;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        deadline.CancelAfter(RequestBodies.TimeOf(context));
        ReadResult body;
        try
        {
            body = await reader.ReadAsync(deadline.Token);
            while (!body.IsCompleted)
            {
                reader.AdvanceTo(body.Buffer.Start, body.Buffer.End);
                body = await reader.ReadAsync(deadline.Token);
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            // The rest of the body would be taken for the next request.
            context.Response.Headers.Connection = "close";
            await Problems.FromStatus(StatusCodes.Status408RequestTimeout, context).ExecuteAsync(context);
            return;
        }

        context.Features.Get<GatedConnection>()?.RequestRead();
        var isText = IsText(body.Buffer);
        reader.AdvanceTo(body.Buffer.Start);
        if (isText)
            await next(context);
        else
            await Problems.Malformed(context, null).ExecuteAsync(context);
    }

    /// <returns>True also for JSON that is malformed in other ways, which the endpoint reports.</returns>
    private static bool IsText(in ReadOnlySequence<byte> json)
    {
        var reader = new Utf8JsonReader(WithoutMark(json));
        try
        {
            while (reader.Read())
            {
                if (
                    reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
                    && reader.GetString()!.Contains('\0', StringComparison.Ordinal)
                )
                    return false;
            }
        }
        catch (InvalidOperationException)
        {
            return false;
        }
        catch (JsonException) { }

        return true;
    }

    /// <summary>Skips a byte order mark in front, which the JSON reader does not know.</summary>
    private static ReadOnlySequence<byte> WithoutMark(in ReadOnlySequence<byte> json)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        Span<byte> beginning = stackalloc byte[mark.Length];
        if (json.Length < mark.Length)
            return json;
        json.Slice(0, mark.Length).CopyTo(beginning);
        return beginning.SequenceEqual(mark) ? json.Slice(mark.Length) : json;
    }
}

/// <summary>
/// Refuses compressed bodies, and JSON in another charset than UTF-8 (RFC 8259, 8.1). The framework would read compressed bytes as text,
/// and takes a charset in quotes for an unknown one.
/// </summary>
public static class BodyEncoding
{
    private const string Json = "application/json";

    /// <summary>The accepted charsets. ASCII is a subset of UTF-8; the third name is not registered, but common.</summary>
    private static readonly string[] Charsets = ["utf-8", "us-ascii", "utf8"];

    public static IApplicationBuilder UseBodyEncodingCheck(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
                    return next(context);
                var request = context.Request;
                if (
                    request.Headers.ContentEncoding.ToString().Trim() is { Length: > 0 } encoding
                    && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase)
                )
                    return RefuseAsync(context);
                if (!request.HasJsonContentType())
                    return next(context);
                var charset = MediaTypeHeaderValue.Parse(request.ContentType).Charset;
                if (charset.HasValue && !Charsets.Contains(HeaderUtilities.RemoveQuotes(charset).Value, StringComparer.OrdinalIgnoreCase))
                    return RefuseAsync(context);
                request.ContentType = Json;
                return next(context);
            }
        );

    private static Task RefuseAsync(HttpContext context) =>
        Problems.FromStatus(StatusCodes.Status415UnsupportedMediaType, context).ExecuteAsync(context);
}

/// <summary>
/// Answers HEAD by the routes of GET (RFC 9110, 9.3.2). Kestrel itself does not send the content, whatever an endpoint writes.
/// </summary>
public static class HeadRequests
{
    // Files answer HEAD themselves without being read. The hub's GET would open a connection.
    private static readonly PathString[] Exceptions = ["/media", ChatHub.Path];

    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (
                    HttpMethods.IsHead(context.Request.Method)
                    && !Array.Exists(Exceptions, p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase))
                )
                    context.Request.Method = HttpMethods.Get;
                return next(context);
            }
        );
}
