using LiveChat.WebApi.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Web;

/// <summary>
/// Refuses compressed bodies, and JSON in another charset than UTF-8 (RFC 8259, 8.1). The framework would read compressed bytes as text,
/// and takes a charset in quotes for an unknown one.
/// </summary>
public static class BodyEncoding
{
    private const string Json = "application/json";

    /// <summary>The accepted charsets. ASCII is a subset of UTF-8; the third name is not registered, but common.</summary>
    private static readonly string[] Charsets = ["utf-8", "us-ascii", "utf8"];

    public static IApplicationBuilder UseBodyEncodingCheck(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
            return next(context);
        var request = context.Request;
        if (request.Headers.ContentEncoding.ToString().Trim() is { Length: > 0 } encoding && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
            return RefuseAsync(context);
        if (!request.HasJsonContentType())
            return next(context);
        var charset = MediaTypeHeaderValue.Parse(request.ContentType).Charset;
        if (charset.HasValue && !Charsets.Contains(HeaderUtilities.RemoveQuotes(charset).Value, StringComparer.OrdinalIgnoreCase))
            return RefuseAsync(context);
        request.ContentType = Json;
        return next(context);
    });

    private static Task RefuseAsync(HttpContext context) => Problems.FromStatus(StatusCodes.Status415UnsupportedMediaType, context).ExecuteAsync(context);
}
