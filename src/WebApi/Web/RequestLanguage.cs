using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Unicode;
using LiveChat.WebApi.Errors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Web;

/// <summary>
/// The language of a caller, zh-CN or en: <c>Accept-Language</c>, or <c>lang</c> in the query where a browser can't set headers (the hub).
/// </summary>
public static class RequestLanguage
{
    private static readonly CultureInfo Chinese = new("zh-CN");
    private static readonly CultureInfo English = new("en");

    public static CultureInfo Of(HttpRequest request)
    {
        if (request.Query.TryGetValue("lang", out var asked) && Parse(asked) is { } language)
            return language;
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var accepted))
            return Chinese;
        foreach (var value in accepted.Where(v => v.Quality is not 0).OrderByDescending(v => v.Quality ?? 1))
        {
            if (Parse(value.Value.Value) is { } known)
                return known;
        }

        return Chinese;
    }

    public static IApplicationBuilder UseRequestLanguage(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                CultureInfo.CurrentUICulture = Of(context.Request);
                return next(context);
            }
        );

    private static CultureInfo? Parse(string? tag) =>
        tag is null ? null
        : tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese
        : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English
        : null;
}

/// <summary>Refuses U+0000 and lone surrogates in URLs, as in bodies. The framework would let both through.</summary>
public static class AddressText
{
    public static IApplicationBuilder UseAddressTextCheck(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
                IsText(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget)
                    ? next(context)
                    : Problems.Malformed(context, null).ExecuteAsync(context)
        );

    private static bool IsText(string target)
    {
        if (!target.Contains('%', StringComparison.Ordinal))
            return true;
        var encoded = Encoding.UTF8.GetBytes(target);
        var bytes = WebUtility.UrlDecodeToBytes(encoded, 0, encoded.Length);
        return Utf8.IsValid(bytes) && !bytes.Contains((byte)0);
    }
}
