using System.ComponentModel.DataAnnotations;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Uploads;
using LiveChat.Application.Uploads.AddUpload;
using LiveChat.Domain.Uploads;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Limits;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace LiveChat.WebApi.Endpoints;

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
        app.MapPost("/api/uploads", async (HttpContext context, IFileStorage storage, IMediator mediator, CancellationToken ct) =>
            {
                if (context.Request.ContentLength > maxFileSize + FormOverhead)
                    return Errors.Problems.From(UploadErrors.TooLarge(maxFileSize), context);
                var form = await UploadForm.ReadAsync(context.Request, storage, ct);
                if (!form.IsSuccess)
                    return Errors.Problems.From(form.Error, context);
                using var upload = form.Value;
                return (await mediator.Send(new AddUploadCommand(context.ToActor(), upload.File, upload.FileName, upload.DurationMs), ct))
                    .To(context, added => Results.Created(added.Url, added));
            })
            .WithTags("Uploads")
            .Accepts<UploadRequest>("multipart/form-data")
            .Produces<AttachmentDto>(201).ProducesProblems(400, 401, 413, 415, 429)
            .WithMetadata(new RequestSizeLimitAttribute(maxFileSize + FormOverhead + PassedOver))
            .RequireRateLimiting(HttpLimits.Upload)
            .WithName("AddUpload").WithSummary("Takes in a picture, a document or a voice recording, for a message or an avatar.");
    }
}

/// <param name="DurationMs">The duration of a voice recording in milliseconds: 1 to 60000.</param>
public sealed record UploadRequest([property: Required] IFormFile File, int? DurationMs);
