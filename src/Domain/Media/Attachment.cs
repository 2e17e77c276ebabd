namespace LiveChat.Domain.Media;

/// <summary>
/// An uploaded file. It goes into one message of its uploader, or becomes one avatar; until then nobody else is given it.
/// </summary>
public sealed class Attachment
{
    /// <summary>The folder: yyyy/mm/dd/ and 32 hexadecimal digits.</summary>
    public const int MaxFolderLength = 43;

    public const int MaxContentTypeLength = 100;
    public const int MinDurationMs = 1;
    public const int MaxDurationMs = 60_000;

    private const string ThumbnailSuffix = ".thumbnail.webp";

    private Attachment() { }

    public AttachmentId Id { get; private set; }

    public UserId UploaderId { get; private set; }

    public AttachmentKind Kind { get; private set; }

    /// <summary>See <see cref="FileName"/>.</summary>
    public string Name { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    /// <summary>The size in bytes.</summary>
    public long Size { get; private set; }

    /// <summary>The relative folder of its files, with a part that can't be guessed: 2026/11/25/0123456789abcdef0123456789abcdef.</summary>
    public string Folder { get; private set; } = "";

    public bool HasThumbnail { get; private set; }

    /// <summary>The width of a picture in pixels, with its orientation applied.</summary>
    public int? Width { get; private set; }

    /// <summary>The height of a picture in pixels, with its orientation applied.</summary>
    public int? Height { get; private set; }

    /// <summary>The duration of a voice message in milliseconds, as its sender gave it.</summary>
    public int? DurationMs { get; private set; }

    /// <summary>The message that carries it.</summary>
    public MessageId? MessageId { get; private set; }

    /// <summary>The user whose avatar was made of it.</summary>
    public UserId? AvatarOf { get; private set; }

    /// <summary>When its message was recalled or removed. From then on its URLs answer 404.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>True for a withdrawn file that is kept for admins, because its message was taken down and may be restored.</summary>
    public bool IsKept { get; private set; }

    /// <summary>When the files of a kept attachment were encrypted. Until then they lie unencrypted on disk, but are not served.</summary>
    public DateTimeOffset? SealedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>The file's path, both below the media directory and in the address that it is asked for at.</summary>
    public string Path => $"uploads/{Folder}/{Name}";

    /// <inheritdoc cref="Path"/>
    public string? ThumbnailPath => HasThumbnail ? $"uploads/{Folder}/{Name}{ThumbnailSuffix}" : null;

    /// <inheritdoc cref="Path"/>
    public string AvatarPath => $"avatars/{Folder}/avatar.webp";

    public IReadOnlyList<string> Folders => [$"uploads/{Folder}", $"avatars/{Folder}"];

    private bool IsFree => MessageId is null && AvatarOf is null && WithdrawnAt is null;

    /// <param name="key">128 random bits, as 32 hexadecimal digits.</param>
    public static Attachment Create(
        UserId uploaderId,
        FileName name,
        FileFormat format,
        long size,
        PictureSize? picture,
        int? durationMs,
        string key,
        DateTimeOffset now
    ) =>
        new()
        {
            UploaderId = uploaderId,
            Kind = format.Kind,
            Name = name.Value,
            ContentType = format.ContentType,
            Size = size,
            Folder = $"{now.UtcDateTime:yyyy'/'MM'/'dd}/{key}",
            HasThumbnail = picture is not null,
            Width = picture?.Width,
            Height = picture?.Height,
            DurationMs = format.Kind == AttachmentKind.Audio ? durationMs : null,
            CreatedAt = now,
        };

    /// <summary>Rebuilds an attachment from what was stored; for persistence only.</summary>
    public static Attachment Restore(
        AttachmentId id,
        UserId uploaderId,
        AttachmentKind kind,
        string name,
        string contentType,
        long size,
        string folder,
        bool hasThumbnail,
        int? width,
        int? height,
        int? durationMs,
        MessageId? messageId,
        UserId? avatarOf,
        DateTimeOffset? withdrawnAt,
        bool isKept,
        DateTimeOffset? sealedAt,
        DateTimeOffset createdAt
    ) =>
        new()
        {
            Id = id,
            UploaderId = uploaderId,
            Kind = kind,
            Name = name,
            ContentType = contentType,
            Size = size,
            Folder = folder,
            HasThumbnail = hasThumbnail,
            Width = width,
            Height = height,
            DurationMs = durationMs,
            MessageId = messageId,
            AvatarOf = avatarOf,
            WithdrawnAt = withdrawnAt,
            IsKept = isKept,
            SealedAt = sealedAt,
            CreatedAt = createdAt,
        };

    /// <summary>Checks whether a message of this sender and type may carry the file.</summary>
    public Result MayGoInto(UserId senderId, MessageType type)
    {
        if (UploaderId != senderId || !IsFree)
            return MediaErrors.AttachmentNotFound;
        return (int)Kind == (int)type ? Result.Success() : MediaErrors.OfAnotherKind;
    }

    /// <summary>Makes it the file of a message.</summary>
    internal Result GoInto(MessageId messageId, UserId senderId, MessageType type)
    {
        var allowed = MayGoInto(senderId, type);
        if (allowed.IsSuccess)
            MessageId = messageId;
        return allowed;
    }

    /// <summary>Its message was taken back by the sender: from now on there is no such file, for admins neither.</summary>
    internal void Recall(DateTimeOffset now) => (WithdrawnAt, IsKept, SealedAt) = (now, false, null);

    /// <summary>
    /// Its message was taken down: from now on there is no such file but for admins. One whose sender had taken it back stays gone for
    /// good.
    /// </summary>
    internal void TakeDown(DateTimeOffset now)
    {
        if (WithdrawnAt is null)
            (WithdrawnAt, IsKept, SealedAt) = (now, true, null);
    }

    /// <summary>Its message stands again, and so does the file.</summary>
    internal void BringBack() => (WithdrawnAt, IsKept, SealedAt) = (null, false, null);

    /// <summary>Nobody has used it: from now on there is no such file.</summary>
    public void Withdraw(DateTimeOffset now) => WithdrawnAt = now;

    /// <summary>Records that the files are encrypted now.</summary>
    public void Seal(DateTimeOffset now) => SealedAt = now;

    /// <summary>Checks whether a user may make an avatar of it: users can only take what they uploaded themselves.</summary>
    public Result MayBecomeAvatar(UserId byUserId)
    {
        if (UploaderId != byUserId || !IsFree)
            return MediaErrors.AvatarNotFound;
        return Kind == AttachmentKind.Image ? Result.Success() : MediaErrors.AvatarNoPicture;
    }

    /// <summary>Makes it the avatar of a user. Repeating the call changes nothing.</summary>
    public Result BecomeAvatar(UserId userId, UserId byUserId)
    {
        if (AvatarOf == userId && UploaderId == byUserId)
            return Result.Success();
        var allowed = MayBecomeAvatar(byUserId);
        if (allowed.IsSuccess)
            AvatarOf = userId;
        return allowed;
    }
}

/// <summary>The size of a picture in pixels, with its orientation applied.</summary>
public sealed record PictureSize(int Width, int Height);

public readonly record struct AttachmentId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What a file is to the chat. The numbers are stored.</summary>
public enum AttachmentKind
{
    Image = MessageType.Image,
    Document = MessageType.File,
    Audio = MessageType.Voice,
}

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

    /// <summary>The place where files are kept failed, or can't be reached.</summary>
    public static readonly Error StorageUnavailable = new(ErrorKind.Unavailable, "Media.StorageUnavailable");

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
