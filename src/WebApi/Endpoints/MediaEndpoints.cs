using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using LiveChat.Infrastructure.Media;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Limits;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
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

public static class UploadEndpoints
{
    /// <summary>The size of the form around the file, in bytes.</summary>
    private const long FormOverhead = 64 * 1024;

    public static void MapUploads(this IEndpointRouteBuilder app)
    {
        var maxFileSize = app.ServiceProvider.GetRequiredService<MediaSettings>().MaxFileSize;
        app.MapPost("/api/uploads", Add)
            .WithTags("Uploads")
            .Accepts<UploadRequest>("multipart/form-data")
            .ProducesProblems(400, 401, 413, 415, 429)
            // A body without a length is refused by what is read of it, and the rest is discarded within the same limit.
            .WithMetadata(new RequestSizeLimitAttribute(maxFileSize + FormOverhead + RefusedBodies.Most))
            .HasLimitOfItsOwn()
            .WithName("AddUpload")
            .WithSummary("Takes in a picture, a document or a voice recording, for a message or an avatar.");
    }

    private static async Task<Results<Created<AttachmentDto>, Problem>> Add(
        ILimits limits,
        IFileStorage storage,
        MediaSettings media,
        ApiCall call
    )
    {
        // It counts here and not as a request, because what is too much is refused before the file is received.
        if (await limits.CountAsync(LimitKind.Upload, call.Actor.UserId.Value, call.Context.RequestAborted) is { } wait)
            return new Problem(new RateLimitedError(wait));
        if (call.Context.Request.ContentLength > media.MaxFileSize + FormOverhead)
            return new Problem(MediaErrors.TooLarge(media.MaxFileSize));
        var form = await UploadForm.ReadAsync(call.Context.Request, storage, call.Context.RequestAborted);
        if (!form.IsSuccess)
            return new Problem(form.Error);
        using var upload = form.Value;
        return await call.SendAsync(new AddUploadCommand(call.Actor, upload.File, upload.FileName, upload.DurationMs))
            .ToCreated(added => added.Url);
    }
}

/// <param name="DurationMs">The duration of a voice recording in milliseconds: 1 to 60000.</param>
public sealed record UploadRequest([property: Required] IFormFile File, int? DurationMs);

/// <summary>
/// The form of an upload, read as it arrives. The framework's own binding would receive all of it before it could be refused.
/// </summary>
public sealed class UploadForm : IDisposable
{
    private const int MaxBoundaryLength = 70;
    private const int MaxFieldLength = 100;

    /// <summary>The most parts of a form. It needs two, and each costs more than its bytes.</summary>
    private const int MaxParts = 20;

    private static readonly Error NotMultipart = new(ErrorKind.UnsupportedFormat, "Upload.NotMultipart");

    private UploadForm(StagedFile file, string fileName, int? durationMs)
    {
        File = file;
        FileName = fileName;
        DurationMs = durationMs;
    }

    public StagedFile File { get; }

    /// <summary>The file's name as the client gave it.</summary>
    public string FileName { get; }

    public int? DurationMs { get; }

    /// <summary>
    /// Reads the fields <c>file</c>, which is required, and <c>duration_ms</c>, in either order. Other fields are skipped.
    /// </summary>
    public static async Task<Result<UploadForm>> ReadAsync(HttpRequest request, IFileStorage storage, CancellationToken cancellationToken)
    {
        if (
            !MediaTypeHeaderValue.TryParse(request.ContentType, out var contentType)
            || !contentType.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        )
            return NotMultipart;
        var boundary = HeaderUtilities.RemoveQuotes(contentType.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > MaxBoundaryLength)
            return MediaErrors.Malformed;

        StagedFile? file = null;
        string? fileName = null;
        int? durationMs = null;
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            var parts = 0;
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (++parts > MaxParts)
                    return Fail(file, MediaErrors.Malformed);
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                    continue;
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value;
                if (name == "file" && NameOf(disposition) is { } given)
                {
                    if (file is not null)
                        return Fail(file, MediaErrors.FileTwice);
                    var staged = await storage.StageAsync(section.Body, cancellationToken);
                    if (!staged.IsSuccess)
                        return staged.Error;
                    (file, fileName) = (staged.Value, given);
                }
                else if (name == "duration_ms")
                {
                    if (await ReadNumberAsync(section.Body, cancellationToken) is not { } number)
                        return Fail(file, MediaErrors.DurationOutOfRange);
                    durationMs = number;
                }
            }
        }
        catch (Exception exception)
        {
            file?.Dispose();
            // The form is malformed. A client that disconnected and a body that is too large are handled elsewhere.
            if (
                exception is InvalidDataException
                || (
                    exception is IOException and not BadHttpRequestException
                    && !cancellationToken.IsCancellationRequested
                    && exception.InnerException is null
                )
            )
                return MediaErrors.Malformed;
            throw;
        }

        return file is null ? MediaErrors.FileMissing : new UploadForm(file, fileName!, durationMs);
    }

    public void Dispose() => File.Dispose();

    private static Error Fail(StagedFile? file, Error error)
    {
        file?.Dispose();
        return error;
    }

    private static string? NameOf(ContentDispositionHeaderValue disposition)
    {
        if (disposition.FileNameStar.HasValue)
            return HeaderUtilities.RemoveQuotes(disposition.FileNameStar).Value;
        var name = HeaderUtilities.RemoveQuotes(disposition.FileName);
        // Some clients escape a quote in a name as \", browsers as %22; browsers leave a backslash as it is, so nothing else is unescaped.
        return name.HasValue
            ? name.Value!.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("%22", "\"", StringComparison.OrdinalIgnoreCase)
            : null;
    }

    private static async Task<int?> ReadNumberAsync(Stream content, CancellationToken cancellationToken)
    {
        var bytes = new byte[MaxFieldLength];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return int.TryParse(Encoding.UTF8.GetString(bytes, 0, length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
