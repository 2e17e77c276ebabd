using System.Text;
using LiveChat.Infrastructure.Media;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Endpoints;

public static class MediaEndpoints
{
    private const string SandboxPolicy = "sandbox; default-src 'none'";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapMedia(this IEndpointRouteBuilder app)
    {
        app.MapMethods(DrawnAvatar.Prefix + "{colour:int}/{initial}.svg", Reading, GetDrawnAvatar)
            .AllowAnonymous()
            .ExcludeFromDescription();
        // The URL alone is enough to read, because a browser sends no token with a picture.
        app.MapMethods("/media/uploads/{year}/{month}/{day}/{key}/{name}", Reading, GetUpload).AllowAnonymous().ExcludeFromDescription();
        app.MapMethods("/media/avatars/{year}/{month}/{day}/{key}/{name}", Reading, GetAvatar).AllowAnonymous().ExcludeFromDescription();
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

    private static IResult GetDrawnAvatar(int colour, string initial, HttpContext context)
    {
        if (DrawnAvatar.Draw(colour, initial) is not { } svg)
            return Results.NotFound();
        context.Response.Headers.ContentSecurityPolicy = SandboxPolicy;
        // The picture follows from the path, so it never changes.
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Text(svg, "image/svg+xml", Encoding.UTF8);
    }

    private static Task<IResult> GetUpload([AsParameters] StoredPath path, ApiCall call) => SendAsync($"uploads/{path}", call);

    private static Task<IResult> GetAvatar([AsParameters] StoredPath path, ApiCall call) => SendAsync($"avatars/{path}", call);

    private static async Task<IResult> SendAsync(string path, ApiCall call)
    {
        var found = await call.SendAsync(new GetMediaQuery(path));
        if (!found.IsSuccess)
            return new Problem(found.Error);
        var file = found.Value;
        DescribeTo(call.Context.Response, file);
        // Browsers must revalidate each time, so that a recalled file is no longer shown.
        call.Context.Response.Headers.CacheControl = "private, no-cache";
        return Results.Stream(
            file.Content,
            file.ContentType,
            lastModified: file.CreatedAt,
            entityTag: new EntityTagHeaderValue($"\"{file.Tag}\""),
            enableRangeProcessing: AsksForBytes(call.Context.Request)
        );
    }
}

/// <summary>The part of a file's path that uploads and avatars have in common.</summary>
public sealed record StoredPath(string Year, string Month, string Day, string Key, string Name)
{
    public override string ToString() => $"{Year}/{Month}/{Day}/{Key}/{Name}";
}
