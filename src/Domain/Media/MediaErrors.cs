namespace LiveChat.Domain.Media;

public static class MediaErrors
{
    public static readonly Error FileMissing = new(ErrorKind.Validation, "Upload.FileMissing", "File");

    public static readonly Error FileTwice = new(ErrorKind.Validation, "Upload.FileTwice", "File");

    public static readonly Error Malformed = new(ErrorKind.Validation, "Request.Malformed");

    public static readonly Error DurationOutOfRange = new(
        ErrorKind.Validation,
        "Upload.DurationOutOfRange",
        "DurationMs",
        Attachment.MinDurationMs,
        Attachment.MaxDurationMs
    );

    public static readonly Error Empty = new(ErrorKind.Validation, "Upload.Empty", "File");

    public static readonly Error NameUnusable = new(ErrorKind.Validation, "Upload.NameUnusable", "File");

    /// <summary>The extension is not one of those that may be uploaded.</summary>
    public static readonly Error TypeNotAllowed = new(ErrorKind.UnsupportedFormat, "Upload.TypeNotAllowed");

    /// <summary>The bytes are not what the extension says.</summary>
    public static readonly Error ContentMismatch = new(ErrorKind.UnsupportedFormat, "Upload.ContentMismatch");

    public static readonly Error ActiveContent = new(ErrorKind.UnsupportedFormat, "Upload.ActiveContent");

    /// <summary>The document contains macros.</summary>
    public static readonly Error HasMacros = new(ErrorKind.UnsupportedFormat, "Upload.HasMacros");

    /// <summary>The archive is a program, of Java or Android.</summary>
    public static readonly Error ProgramArchive = new(ErrorKind.UnsupportedFormat, "Upload.ProgramArchive");

    /// <summary>The archive's list of contents can't be read.</summary>
    public static readonly Error ArchiveBroken = new(ErrorKind.UnsupportedFormat, "Upload.ArchiveBroken");

    /// <summary>The archive has more entries, or more bytes once unpacked, than a reasonable one (zip bomb).</summary>
    public static readonly Error ArchiveTooLarge = new(ErrorKind.UnsupportedFormat, "Upload.ArchiveTooLarge");

    public static readonly Error HasVideo = new(ErrorKind.UnsupportedFormat, "Upload.HasVideo");

    public static readonly Error PictureBroken = new(ErrorKind.Validation, "Upload.PictureBroken", "File");

    /// <summary>The disk is full, or the media directory can't be written.</summary>
    public static readonly Error NotKept = new(ErrorKind.Unavailable, "Upload.NotKept");

    public static readonly Error NotFound = new(ErrorKind.NotFound, "Upload.NotFound");

    /// <summary>The attachment does not exist, belongs to somebody else, or is already used; the answer does not say which.</summary>
    public static readonly Error AttachmentNotFound = new(ErrorKind.Validation, "Upload.AttachmentNotFound", "AttachmentId");

    public static readonly Error OfAnotherKind = new(ErrorKind.Validation, "Upload.OfAnotherKind", "AttachmentId");

    public static readonly Error AvatarNotFound = new(ErrorKind.Validation, "Upload.AttachmentNotFound", "AvatarAttachmentId");

    public static readonly Error AvatarNoPicture = new(ErrorKind.Validation, "Upload.AvatarNoPicture", "AvatarAttachmentId");

    /// <param name="maxBytes">The largest size, which the sentence shows in MB.</param>
    public static Error TooLarge(long maxBytes) => new(ErrorKind.TooLarge, "Upload.TooLarge", null, Math.Round(maxBytes / 1048576.0, 1));

    /// <param name="maxPixels">The most pixels of all frames together, which the sentence shows in millions.</param>
    public static Error MovingPictureTooLarge(long maxPixels) =>
        new(ErrorKind.Validation, "Upload.MovingPictureTooLarge", "File", maxPixels / 1_000_000);

    /// <param name="maxPixels">The most pixels, which the sentence shows in millions.</param>
    public static Error PictureTooLarge(long maxPixels) =>
        new(ErrorKind.Validation, "Upload.PictureTooLarge", "File", maxPixels / 1_000_000);
}
