using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Errors;
using LiveChat.WebApi.Json;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Web;

/// <summary>The page of the web client. Every path outside the API leads to it, and it does its own routing.</summary>
public sealed class WebClientPage(ServerSettings settings, IWebHostEnvironment environment)
{
    public const string MissingText =
        "The web client is not built: install Node.js 20.19 or later and start again. The API is served all the same.";

    private const string ConfigPlaceholder = "name=\"livechat-config\" content=\"{}\"";

    private const string AnyPage = "index.html";

    // The same page with a skeleton, and with preload links for the files that the chat needs.
    private const string ChatPage = "chat.html";

    private static readonly PathString ChatPath = "/chat";

    // The element that names the file with the English sentences. It becomes a preload link, because the page would otherwise request it
    // only when it runs.
    private const string EnglishName = "<meta name=\"livechat-english\" content=";

    private const string EnglishPreload = "<link rel=\"modulepreload\" crossorigin href=";

    private readonly string _directory = Path.Combine(environment.ContentRootPath, "wwwroot");

    private readonly ConcurrentDictionary<(string Name, bool IsEnglish), Rendered> _rendered = new();

    public bool IsBuilt => File.Exists(Path.Combine(_directory, AnyPage));

    /// <summary>What <see cref="UnknownPaths"/> leads to; anybody may see it.</summary>
    public Endpoint Endpoint =>
        new(context => Serve(context).ExecuteAsync(context), new EndpointMetadataCollection(new AllowAnonymousAttribute()), "Web client");

    private IResult Serve(HttpContext context)
    {
        if (!IsBuilt)
            return Results.Text(MissingText, statusCode: StatusCodes.Status503ServiceUnavailable);
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptLanguage);
        var isEnglish = RequestLanguage.Of(context.Request).Name == "en";
        var page = Render(context.Request.Path.Equals(ChatPath, StringComparison.Ordinal) ? ChatPage : AnyPage, isEnglish);
        return Results.Bytes(page.Html, "text/html; charset=utf-8", entityTag: page.Tag);
    }

    private Rendered Render(string name, bool isEnglish)
    {
        var path = Path.Combine(_directory, name);
        var builtAt = File.GetLastWriteTimeUtc(path);
        if (_rendered.TryGetValue((name, isEnglish), out var known) && known.BuiltAt == builtAt)
            return known;
        var config = JsonSerializer.Serialize(
            new
            {
                @base = settings.BasePath,
                demo = settings.IsDemo,
                registration = settings.IsRegistrationEnabled,
                recallWindowSeconds = (long)settings.RecallWindow.TotalSeconds,
                maxFileSizeBytes = settings.Media.MaxFileSize,
            },
            WireJson.Options
        );
        var page = File.ReadAllText(path)
            .Replace(ConfigPlaceholder, $"name=\"livechat-config\" content=\"{WebUtility.HtmlEncode(config)}\"", StringComparison.Ordinal);
        // The build names files relative to the root, which a page of a deeper address could not follow.
        page = page.Replace("=\"./", $"=\"{settings.BasePath}/", StringComparison.Ordinal);
        if (isEnglish)
            page = page.Replace(EnglishName, EnglishPreload, StringComparison.Ordinal);
        var html = Encoding.UTF8.GetBytes(page);
        // The ETag is weak, because the same page is sent compressed and uncompressed.
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(html))[..16]}\"", isWeak: true);
        return _rendered[(name, isEnglish)] = new Rendered(builtAt, html, tag);
    }

    private sealed record Rendered(DateTime BuiltAt, byte[] Html, EntityTagHeaderValue Tag);
}

/// <summary>The built files of the web client. The build puts a brotli copy beside each text file, for clients that accept it.</summary>
public static class WebClientFiles
{
    private const string BrotliExtension = ".br";

    // Names below it contain a hash of the content, so that they can be cached for ever.
    private static readonly PathString HashedPath = "/assets";

    private static readonly StringSegment Brotli = "br";

    public static IApplicationBuilder UseWebClientFiles(this WebApplication app)
    {
        var directory = Path.Combine(app.Environment.ContentRootPath, "wwwroot");
        if (!Directory.Exists(directory))
            return app;
        var files = new PhysicalFileProvider(directory);
        app.Use(
            (context, next) =>
            {
                if (TakesBrotli(context.Request) && files.GetFileInfo(context.Request.Path + BrotliExtension).Exists)
                    context.Request.Path += BrotliExtension;
                return next(context);
            }
        );
        app.UseStaticFiles(
            new StaticFileOptions
            {
                FileProvider = files,
                ContentTypeProvider = new ContentTypes(),
                OnPrepareResponse = file =>
                {
                    var headers = file.Context.Response.Headers;
                    headers.CacheControl = file.Context.Request.Path.StartsWithSegments(HashedPath, StringComparison.Ordinal)
                        ? "public, max-age=31536000, immutable"
                        : "no-cache";
                    headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
                    if (file.File.Name.EndsWith(BrotliExtension, StringComparison.Ordinal))
                        headers.ContentEncoding = Brotli.Value;
                },
            }
        );

        // A page of an older build that asks for a missing part must not get the page itself instead.
        return app.Use(
            (context, next) =>
            {
                if (!context.Request.Path.StartsWithSegments(HashedPath, StringComparison.Ordinal))
                    return next(context);
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }
        );
    }

    private static bool TakesBrotli(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.GetTypedHeaders().AcceptEncoding.Any(encoding => encoding.Value == Brotli && encoding.Quality is not 0);

    /// <summary>The media type of a compressed copy is that of the original.</summary>
    private sealed class ContentTypes : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider _known = new();

        public bool TryGetContentType(string subpath, out string contentType)
        {
            var name = subpath.EndsWith(BrotliExtension, StringComparison.Ordinal) ? subpath[..^BrotliExtension.Length] : subpath;
            var isKnown = _known.TryGetContentType(name, out var type);
            contentType = type ?? "";
            return isKnown;
        }
    }
}

/// <summary>
/// Handles paths and methods without a route. Outside the API they lead to the page, which does its own routing. Those of the API are
/// answered before authorization, so that everybody gets the same answer.
/// </summary>
public static class UnknownPaths
{
    private const string MediaPath = "/media";

    private static readonly PathString[] ApiPaths = ["/api", "/hubs", MediaPath, MetricsDoor.Path];

    // The page has no catch-all route, because that would hide from routing that a path of the API has only
    // other methods (405) or none (404).
    public static IApplicationBuilder UseUnknownPaths(this WebApplication app)
    {
        var page = app.Services.GetRequiredService<WebClientPage>().Endpoint;
        return app.Use(
            (context, next) =>
            {
                switch (context.GetEndpoint())
                {
                    case null
                        when Array.Exists(ApiPaths, p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)):
                        return Problems.FromStatus(StatusCodes.Status404NotFound, context).ExecuteAsync(context);
                    case null when HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method):
                        context.SetEndpoint(page);
                        return next(context);
                    case null:
                        context.Response.Headers.Allow = "GET, HEAD";
                        return Problems.FromStatus(StatusCodes.Status405MethodNotAllowed, context).ExecuteAsync(context);
                    case RouteEndpoint:
                        return next(context);
                    case not null when context.Request.Path.StartsWithSegments(MediaPath, StringComparison.OrdinalIgnoreCase):
                        // The form of a path tells that it is a file's; whether the file exists is known only when it is read.
                        return Problems.FromStatus(StatusCodes.Status404NotFound, context).ExecuteAsync(context);
                    case var endpoint:
                        return RefuseMethodAsync(endpoint, context);
                }
            }
        );
    }

    /// <param name="endpoint">The endpoint that routing found; for a wrong method it is one of routing's own.</param>
    private static async Task RefuseMethodAsync(Endpoint endpoint, HttpContext context)
    {
        await endpoint.RequestDelegate!(context);
        // Routes with GET take HEAD too (see HeadRequests), which routing does not know.
        var allowed = context.Response.Headers.GetCommaSeparatedValues(HeaderNames.Allow);
        if (allowed.Contains(HttpMethods.Get, StringComparer.Ordinal))
            context.Response.Headers.Allow = string.Join(", ", allowed.Append(HttpMethods.Head));
    }
}
