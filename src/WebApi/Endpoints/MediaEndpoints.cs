using System.ComponentModel.DataAnnotations;
using System.Text;
using LiveChat.Infrastructure.Media;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Limits;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Endpoints;

public static class MediaEndpoints
{
    private const string SandboxPolicy = "sandbox; default-src 'none'";

    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapMedia(this IEndpointRouteBuilder app)
    {
        app.MapMethods(
                DrawnAvatar.Prefix + "{colour:int}/{initial}.svg",
                Reading,
                (int colour, string initial, HttpContext context) =>
                {
                    if (DrawnAvatar.Draw(colour, initial) is not { } svg)
                        return Results.NotFound();
                    context.Response.Headers.ContentSecurityPolicy = SandboxPolicy;
                    // The picture follows from the path, so it never changes.
                    context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                    return Results.Text(svg, "image/svg+xml", Encoding.UTF8);
                }
            )
            .AllowAnonymous()
            .ExcludeFromDescription();

        // The URL alone is enough to read, because a browser sends no token with a picture.
        app.MapMethods(
                "/media/uploads/{year}/{month}/{day}/{key}/{name}",
                Reading,
                (
                    string year,
                    string month,
                    string day,
                    string key,
                    string name,
                    IMediator mediator,
                    HttpContext context,
                    CancellationToken ct
                ) => SendAsync($"uploads/{year}/{month}/{day}/{key}/{name}", mediator, context, ct)
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
        app.MapMethods(
                "/media/avatars/{year}/{month}/{day}/{key}/{name}",
                Reading,
                (
                    string year,
                    string month,
                    string day,
                    string key,
                    string name,
                    IMediator mediator,
                    HttpContext context,
                    CancellationToken ct
                ) => SendAsync($"avatars/{year}/{month}/{day}/{key}/{name}", mediator, context, ct)
            )
            .AllowAnonymous()
            .ExcludeFromDescription();
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
        return found.To(
            context,
            file =>
            {
                var headers = context.Response.Headers;
                DescribeTo(context.Response, file);
                // Browsers must revalidate each time, so that a recalled file is no longer shown.
                headers.CacheControl = "private, no-cache";
                return Results.Stream(
                    file.Content,
                    file.ContentType,
                    lastModified: file.CreatedAt,
                    entityTag: new EntityTagHeaderValue($"\"{file.Tag}\""),
                    enableRangeProcessing: AsksForBytes(context.Request)
                );
            }
        );
    }
}

public static class UploadEndpoints
{
    /// <summary>The size of the form around the file, in bytes.</summary>
    private const long FormOverhead = 64 * 1024;

    /// <summary>
    /// How many more bytes are received and discarded after a refusal, because a client that is still sending when the connection is closed
    /// never reads the answer.
    /// </summary>
    private const long PassedOver = 64 * 1024 * 1024;

    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        var maxFileSize = app.ServiceProvider.GetRequiredService<MediaSettings>().MaxFileSize;
        app.MapPost(
                "/api/uploads",
                async (HttpContext context, IFileStorage storage, IMediator mediator, ILimits limits, CancellationToken ct) =>
                {
                    // It counts here and not as a request, because what is too much is refused before the file is received.
                    if (await limits.CountAsync(LimitKind.Upload, context.ToActor().UserId.Value, ct) is { } wait)
                        return Errors.Problems.From(new RateLimitedError(wait), context);
                    if (context.Request.ContentLength > maxFileSize + FormOverhead)
                        return Errors.Problems.From(MediaErrors.TooLarge(maxFileSize), context);
                    var form = await UploadForm.ReadAsync(context.Request, storage, ct);
                    if (!form.IsSuccess)
                        return Errors.Problems.From(form.Error, context);
                    using var upload = form.Value;
                    return (
                        await mediator.Send(new AddUploadCommand(context.ToActor(), upload.File, upload.FileName, upload.DurationMs), ct)
                    ).To(context, added => Results.Created(added.Url, added));
                }
            )
            .WithTags("Uploads")
            .Accepts<UploadRequest>("multipart/form-data")
            .Produces<AttachmentDto>(201)
            .ProducesProblems(400, 401, 413, 415, 429)
            .WithMetadata(new RequestSizeLimitAttribute(maxFileSize + FormOverhead + PassedOver))
            .HasLimitOfItsOwn()
            .WithName("AddUpload")
            .WithSummary("Takes in a picture, a document or a voice recording, for a message or an avatar.");
    }
}

/// <param name="DurationMs">The duration of a voice recording in milliseconds: 1 to 60000.</param>
public sealed record UploadRequest([property: Required] IFormFile File, int? DurationMs);
