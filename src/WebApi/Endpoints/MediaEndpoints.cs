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
                // The picture follows from the path, so it never changes.
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Text(svg, "image/svg+xml", Encoding.UTF8);
            })
            .AllowAnonymous().ExcludeFromDescription();

        // The URL alone is enough to read, because a browser sends no token with a picture.
        app.MapMethods("/media/uploads/{year}/{month}/{day}/{key}/{name}", Reading, (string year, string month, string day, string key, string name, IMediator mediator, HttpContext context, CancellationToken ct) =>
                SendAsync($"uploads/{year}/{month}/{day}/{key}/{name}", mediator, context, ct))
            .AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/media/avatars/{year}/{month}/{day}/{key}/{name}", Reading, (string year, string month, string day, string key, string name, IMediator mediator, HttpContext context, CancellationToken ct) =>
                SendAsync($"avatars/{year}/{month}/{day}/{key}/{name}", mediator, context, ct))
            .AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Sets the headers that keep a browser from running a file.</summary>
    internal static void DescribeTo(HttpResponse response, MediaFile file)
    {
        var disposition = new ContentDispositionHeaderValue(file.IsInline ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = SandboxPolicy;
    }

    /// <summary>Ranges in units other than bytes must be ignored (RFC 9110, 14.2), but the framework treats them as bytes.</summary>
    private static bool AsksForBytes(HttpRequest request) => request.GetTypedHeaders().Range is null or { Unit.Value: "bytes" };

    private static async Task<IResult> SendAsync(string path, IMediator mediator, HttpContext context, CancellationToken cancellationToken)
    {
        var found = await mediator.Send(new GetMediaQuery(path), cancellationToken);
        return found.To(context, file =>
        {
            var headers = context.Response.Headers;
            DescribeTo(context.Response, file);
            // Browsers must revalidate each time, so that a recalled file is no longer shown.
            headers.CacheControl = "private, no-cache";
            return Results.Stream(file.Content, file.ContentType, lastModified: file.CreatedAt, entityTag: new EntityTagHeaderValue($"\"{file.Tag}\""), enableRangeProcessing: AsksForBytes(context.Request));
        });
    }
}
