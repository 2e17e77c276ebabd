namespace LiveChat.Domain.Uploads;

/// <summary>A kind of file that may be uploaded.</summary>
/// <param name="ContentType">The media type under which the file is served.</param>
/// <param name="Extensions">The permitted extensions, in lower case and without the dot.</param>
public sealed record FileFormat(AttachmentKind Kind, string ContentType, params IReadOnlyList<string> Extensions)
{
    public static readonly FileFormat Jpeg = new(AttachmentKind.Image, "image/jpeg", "jpg", "jpeg", "jfif", "jpe", "pjpeg", "pjp");
    public static readonly FileFormat Png = new(AttachmentKind.Image, "image/png", "png");
    public static readonly FileFormat Gif = new(AttachmentKind.Image, "image/gif", "gif");
    public static readonly FileFormat WebP = new(AttachmentKind.Image, "image/webp", "webp");

    public static readonly FileFormat Pdf = new(AttachmentKind.Document, "application/pdf", "pdf");
    public static readonly FileFormat Doc = new(AttachmentKind.Document, "application/msword", "doc");
    public static readonly FileFormat Docx = new(AttachmentKind.Document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
    public static readonly FileFormat Xls = new(AttachmentKind.Document, "application/vnd.ms-excel", "xls");
    public static readonly FileFormat Xlsx = new(AttachmentKind.Document, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
    public static readonly FileFormat Ppt = new(AttachmentKind.Document, "application/vnd.ms-powerpoint", "ppt");
    public static readonly FileFormat Pptx = new(AttachmentKind.Document, "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx");
    public static readonly FileFormat Text = new(AttachmentKind.Document, "text/plain", "txt", "csv");
    public static readonly FileFormat Zip = new(AttachmentKind.Document, "application/zip", "zip");

    public static readonly FileFormat WebM = new(AttachmentKind.Audio, "audio/webm", "webm");
    public static readonly FileFormat Ogg = new(AttachmentKind.Audio, "audio/ogg", "ogg");
    public static readonly FileFormat Mp3 = new(AttachmentKind.Audio, "audio/mpeg", "mp3");
    public static readonly FileFormat M4a = new(AttachmentKind.Audio, "audio/mp4", "m4a");
    public static readonly FileFormat Wav = new(AttachmentKind.Audio, "audio/wav", "wav");

    public static readonly IReadOnlyList<FileFormat> All =
        [Jpeg, Png, Gif, WebP, Pdf, Doc, Docx, Xls, Xlsx, Ppt, Pptx, Text, Zip, WebM, Ogg, Mp3, M4a, Wav];

    /// <summary>The format that belongs to an extension, or null for an extension that is not accepted.</summary>
    /// <param name="extension">Without the dot, in any case.</param>
    public static FileFormat? OfExtension(string extension) => All.FirstOrDefault(f => f.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));
}
