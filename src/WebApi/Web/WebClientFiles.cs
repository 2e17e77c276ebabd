using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Web;

/// <summary>The built files of the web client.</summary>
public static class WebClientFiles
{
    public static IApplicationBuilder UseWebClientFiles(this WebApplication app)
    {
        var directory = Path.Combine(app.Environment.ContentRootPath, "wwwroot");
        if (!Directory.Exists(directory))
            return app;
        return app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(directory),
            OnPrepareResponse = context =>
            {
                // Names under /assets carry a hash of the content, so that they can be kept for ever.
                var isHashed = context.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
                context.Context.Response.Headers[HeaderNames.CacheControl] = isHashed ? "public, max-age=31536000, immutable" : "no-cache";
            },
        });
    }
}
