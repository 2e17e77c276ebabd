using System.Globalization;
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

    public static IApplicationBuilder UseRequestLanguage(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        CultureInfo.CurrentUICulture = Of(context.Request);
        return next(context);
    });

    private static CultureInfo? Parse(string? tag) =>
        tag is null ? null
        : tag.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ? Chinese
        : tag.StartsWith("en", StringComparison.OrdinalIgnoreCase) ? English
        : null;
}
