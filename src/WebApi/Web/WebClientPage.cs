using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Json;
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
                demo = settings.IsDemo,
                registration = settings.IsRegistrationEnabled,
                recallWindowSeconds = (long)settings.RecallWindow.TotalSeconds,
                maxFileSizeBytes = settings.Media.MaxFileSize,
            },
            WireJson.Options
        );
        var page = File.ReadAllText(path)
            .Replace(ConfigPlaceholder, $"name=\"livechat-config\" content=\"{WebUtility.HtmlEncode(config)}\"", StringComparison.Ordinal);
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
