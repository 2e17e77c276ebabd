using LiveChat.Domain.Common;

namespace LiveChat.Domain.Uploads;

public static class UploadErrors
{
    public static readonly Error FileMissing = new(ErrorKind.Validation, "Upload.FileMissing", "file");

    public static readonly Error FileTwice = new(ErrorKind.Validation, "Upload.FileTwice", "file");

    public static readonly Error NotMultipart = new(ErrorKind.UnsupportedMediaType, "Upload.NotMultipart");

    public static readonly Error Malformed = new(ErrorKind.Validation, "Request.Malformed");

    public static readonly Error DurationOutOfRange = new(ErrorKind.Validation, "Upload.DurationOutOfRange", "duration_ms", Attachment.MinDurationMs, Attachment.MaxDurationMs);

    public static readonly Error Empty = new(ErrorKind.Validation, "Upload.Empty", "file");

    public static readonly Error NameUnusable = new(ErrorKind.Validation, "Upload.NameUnusable", "file");

    /// <summary>An extension that is none of ours.</summary>
    public static readonly Error TypeNotAllowed = new(ErrorKind.UnsupportedMediaType, "Upload.TypeNotAllowed");

    /// <summary>The bytes are not what the extension says.</summary>
    public static readonly Error ContentMismatch = new(ErrorKind.UnsupportedMediaType, "Upload.ContentMismatch");

    public static readonly Error ActiveContent = new(ErrorKind.UnsupportedMediaType, "Upload.ActiveContent");

    /// <summary>A document with macros.</summary>
    public static readonly Error HasMacros = new(ErrorKind.UnsupportedMediaType, "Upload.HasMacros");

    /// <summary>A program that is an archive: Java's or Android's.</summary>
    public static readonly Error ProgramArchive = new(ErrorKind.UnsupportedMediaType, "Upload.ProgramArchive");

    /// <summary>An archive whose list of contents can't be read.</summary>
    public static readonly Error ArchiveBroken = new(ErrorKind.UnsupportedMediaType, "Upload.ArchiveBroken");

    /// <summary>More entries, or more bytes once unpacked, than anything that should be sent.</summary>
    public static readonly Error ArchiveTooLarge = new(ErrorKind.UnsupportedMediaType, "Upload.ArchiveTooLarge");

    public static readonly Error HasVideo = new(ErrorKind.UnsupportedMediaType, "Upload.HasVideo");

    public static readonly Error PictureBroken = new(ErrorKind.Validation, "Upload.PictureBroken", "file");

    /// <summary>The disk is full, or the media directory can't be written.</summary>
    public static readonly Error NotKept = new(ErrorKind.Unavailable, "Upload.NotKept");

    public static readonly Error NotFound = new(ErrorKind.NotFound, "Upload.NotFound");

    /// <summary>Also the answer for somebody else's, and for one that was taken already.</summary>
    public static readonly Error AttachmentNotFound = new(ErrorKind.Validation, "Upload.AttachmentNotFound", "attachment_id");

    public static readonly Error OfAnotherKind = new(ErrorKind.Validation, "Upload.OfAnotherKind", "attachment_id");

    public static readonly Error AvatarNotFound = new(ErrorKind.Validation, "Upload.AttachmentNotFound", "avatar_attachment_id");

    public static readonly Error AvatarNoPicture = new(ErrorKind.Validation, "Upload.AvatarNoPicture", "avatar_attachment_id");

    /// <param name="maxBytes">Shown in MB.</param>
    public static Error TooLarge(long maxBytes) => new(ErrorKind.PayloadTooLarge, "Upload.TooLarge", null, Math.Round(maxBytes / 1048576.0, 1));

    /// <param name="maxPixels">Of all frames together; shown in millions.</param>
    public static Error MovingPictureTooLarge(long maxPixels) => new(ErrorKind.Validation, "Upload.MovingPictureTooLarge", "file", maxPixels / 1_000_000);

    /// <param name="maxPixels">Shown in millions.</param>
    public static Error PictureTooLarge(long maxPixels) => new(ErrorKind.Validation, "Upload.PictureTooLarge", "file", maxPixels / 1_000_000);
}
