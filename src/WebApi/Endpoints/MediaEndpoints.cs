using System.Text;
using LiveChat.Application.Uploads.GetMedia;
using LiveChat.Infrastructure.Media;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Endpoints;

public static class MediaEndpoints
{
    private const string SandboxPolicy = "sandbox; default-src 'none'";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapMedia(this IEndpointRouteBuilder app)
    {
        app.MapMethods(DrawnAvatar.Prefix + "{colour:int}/{initial}.svg", Reading, (int colour, string initial, HttpContext context) =>
            {
                if (DrawnAvatar.Draw(colour, initial) is not { } svg)
                    return Results.NotFound();
                context.Response.Headers.ContentSecurityPolicy = SandboxPolicy;
                // The path says what is drawn, so it never changes.
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Text(svg, "image/svg+xml", Encoding.UTF8);
            })
            .AllowAnonymous().ExcludeFromDescription();

        // Whoever holds the URL may read: a browser sends no token with a picture.
        app.MapMethods("/media/uploads/{year}/{month}/{day}/{key}/{name}", Reading, (string year, string month, string day, string key, string name, IMediator mediator, HttpContext context, CancellationToken ct) =>
                SendAsync($"uploads/{year}/{month}/{day}/{key}/{name}", mediator, context, ct))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/media/avatars/{year}/{month}/{day}/{key}/{name}", Reading, (string year, string month, string day, string key, string name, IMediator mediator, HttpContext context, CancellationToken ct) =>
                SendAsync($"avatars/{year}/{month}/{day}/{key}/{name}", mediator, context, ct))
            .AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>The headers that keep a file from being anything but a file.</summary>
    internal static void DescribeTo(HttpResponse response, MediaFile file)
    {
        var disposition = new ContentDispositionHeaderValue(file.IsInline ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = SandboxPolicy;
    }

    /// <summary>Other units than bytes are to be ignored (RFC 9110, 14.2); the framework takes them for bytes.</summary>
    private static bool AsksForBytes(HttpRequest request) => request.GetTypedHeaders().Range is null or { Unit.Value: "bytes" };

    private static async Task<IResult> SendAsync(string path, IMediator mediator, HttpContext context, CancellationToken cancellationToken)
    {
        var found = await mediator.Send(new GetMediaQuery(path), cancellationToken);
        return found.To(context, file =>
        {
            var headers = context.Response.Headers;
            DescribeTo(context.Response, file);
            // Asked for again each time, so that what is recalled is gone.
            headers.CacheControl = "private, no-cache";
            return Results.Stream(file.Content, file.ContentType, lastModified: file.CreatedAt, entityTag: new EntityTagHeaderValue($"\"{file.Tag}\""), enableRangeProcessing: AsksForBytes(context.Request));
        });
    }
}
