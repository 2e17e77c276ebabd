using System.Security.Cryptography;

namespace LiveChat.Application.Media;

/// <summary>Takes in a file for a message or an avatar. It is deleted after a day if neither uses it.</summary>
/// <param name="FileName">The sender's name for the file.</param>
/// <param name="DurationMs">The duration of a voice message, in milliseconds.</param>
public sealed record AddUploadCommand(Actor Actor, StagedFile File, string FileName, int? DurationMs)
    : IRequest<Result<AttachmentDto>>,
        ISignedInRequest;

public sealed class AddUploadValidator : AbstractValidator<AddUploadCommand>
{
    public AddUploadValidator()
    {
        RuleFor(c => c.FileName)
            .Must(name => IsText(name) && FileName.CanBeSeen(name))
            .OverridePropertyName("File")
            .WithMessage(_ => LocalizedText.Of(MediaErrors.NameUnusable));
        RuleFor(c => c.DurationMs)
            .InclusiveBetween(Attachment.MinDurationMs, Attachment.MaxDurationMs)
            .WithMessage(_ => LocalizedText.Of(MediaErrors.DurationOutOfRange));
    }

    /// <summary>Whether a name contains neither U+0000 nor a lone surrogate, as all text must.</summary>
    private static bool IsText(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '\0' || char.IsLowSurrogate(name[i]))
                return false;
            if (char.IsHighSurrogate(name[i]) && (++i == name.Length || !char.IsLowSurrogate(name[i])))
                return false;
        }

        return true;
    }
}

public sealed class AddUploadHandler(
    IFileInspector inspector,
    IPictures pictures,
    IFileStorage storage,
    IUnitOfWork unitOfWork,
    IAttachmentRepository attachments,
    IMediaUrls urls,
    TimeProvider clock
) : IRequestHandler<AddUploadCommand, Result<AttachmentDto>>
{
    private const int KeyLength = 32;

    public async Task<Result<AttachmentDto>> Handle(AddUploadCommand request, CancellationToken cancellationToken)
    {
        if (request.File.Size == 0)
            return MediaErrors.Empty;
        var name = FileName.From(request.FileName);
        if (FileFormat.OfExtension(name.Extension) is not { } format)
            return MediaErrors.TypeNotAllowed;
        var inspected = await inspector.InspectAsync(request.File, format, request.Actor.UserId, cancellationToken);
        if (!inspected.IsSuccess)
            return inspected.Error;
        if (format.Kind != AttachmentKind.Image)
            return await KeepAsync(request, name, format, request.File, null, cancellationToken);

        var prepared = await pictures.PrepareAsync(request.File, format, request.Actor.UserId, cancellationToken);
        if (!prepared.IsSuccess)
            return prepared.Error;
        using var picture = prepared.Value;
        return await KeepAsync(request, name, format, picture.Picture, picture, cancellationToken);
    }

    /// <summary>
    /// The row is stored before the file is moved. After a crash in between, the row is found and removed as unused, and no file is left
    /// without a row.
    /// </summary>
    private async Task<Result<AttachmentDto>> KeepAsync(
        AddUploadCommand request,
        FileName name,
        FileFormat format,
        StagedFile file,
        PreparedPicture? picture,
        CancellationToken cancellationToken
    )
    {
        var attachment = Attachment.Create(
            request.Actor.UserId,
            name,
            format,
            file.Size,
            picture?.Size,
            request.DurationMs,
            RandomNumberGenerator.GetHexString(KeyLength, lowercase: true),
            clock.GetUtcNow()
        );
        var added = await unitOfWork.ExecuteAsync<Result<Attachment>>(
            _ =>
            {
                attachments.Add(attachment);
                return Task.FromResult<Result<Attachment>>(attachment);
            },
            cancellationToken
        );
        if (!added.IsSuccess)
            return added.Error;
        var kept = await storage.KeepAsync(file, attachment.Path, cancellationToken);
        if (kept.IsSuccess && picture is not null)
            kept = await storage.KeepAsync(picture.Thumbnail, attachment.ThumbnailPath!, cancellationToken);
        if (kept.IsSuccess)
            return AttachmentDto.From(attachment, urls)!;
        await TakeBackAsync(attachment, cancellationToken);
        return kept.Error;
    }

    private async Task TakeBackAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        foreach (var folder in attachment.Folders)
            await storage.DeleteFolderAsync(folder, cancellationToken);
        await unitOfWork.ExecuteAsync(
            _ =>
            {
                attachments.Remove(attachment);
                return Task.FromResult(Result.Success());
            },
            cancellationToken
        );
    }
}
