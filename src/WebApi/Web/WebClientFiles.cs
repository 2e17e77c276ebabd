using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Web;

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
        app.Use((context, next) =>
        {
            if (TakesBrotli(context.Request) && files.GetFileInfo(context.Request.Path + BrotliExtension).Exists)
                context.Request.Path += BrotliExtension;
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            ContentTypeProvider = new ContentTypes(),
            OnPrepareResponse = file =>
            {
                var headers = file.Context.Response.Headers;
                headers.CacheControl = file.Context.Request.Path.StartsWithSegments(HashedPath, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
                headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
                if (file.File.Name.EndsWith(BrotliExtension, StringComparison.Ordinal))
                    headers.ContentEncoding = Brotli.Value;
            },
        });

        // A page of an older build that asks for a missing part must not get the page itself instead.
        return app.Use((context, next) =>
        {
            if (!context.Request.Path.StartsWithSegments(HashedPath, StringComparison.Ordinal))
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
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
