using System.Text;
using LiveChat.Infrastructure.Media;

namespace LiveChat.WebApi.Endpoints;

public static class MediaEndpoints
{
    public static void MapMedia(this IEndpointRouteBuilder app) =>
        app.MapGet(DrawnAvatar.Prefix + "{colour:int}/{initial}.svg", (int colour, string initial, HttpContext context) =>
            {
                if (DrawnAvatar.Draw(colour, initial) is not { } svg)
                    return Results.NotFound();
                context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
                // The path says what is drawn, so it never changes.
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Text(svg, "image/svg+xml", Encoding.UTF8);
            })
            .AllowAnonymous().ExcludeFromDescription();
}
