using LiveChat.Domain.Common;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Users;

namespace LiveChat.Domain.Uploads;

/// <summary>A file that somebody uploaded. It goes into one message of its uploader, or becomes one avatar; until then it is nobody's but theirs.</summary>
public sealed class Attachment
{
    /// <summary>The folder: yyyy/mm/dd/ and 32 hexadecimal digits.</summary>
    public const int MaxFolderLength = 43;

    public const int MaxContentTypeLength = 100;
    public const int MinDurationMs = 1;
    public const int MaxDurationMs = 60_000;

    private const string ThumbnailSuffix = ".thumbnail.webp";

    private Attachment()
    {
    }

    public AttachmentId Id { get; private set; }

    public UserId UploaderId { get; private set; }

    public AttachmentKind Kind { get; private set; }

    /// <summary>See <see cref="FileName"/>.</summary>
    public string Name { get; private set; } = "";

    public string ContentType { get; private set; } = "";

    /// <summary>In bytes.</summary>
    public long Size { get; private set; }

    /// <summary>Where it lies, relative and with a part that can't be guessed: 2026/11/25/0123456789abcdef0123456789abcdef.</summary>
    public string Folder { get; private set; } = "";

    public bool HasThumbnail { get; private set; }

    /// <summary>Of a picture, in pixels, as it is shown.</summary>
    public int? Width { get; private set; }

    /// <summary>Of a picture, in pixels, as it is shown.</summary>
    public int? Height { get; private set; }

    /// <summary>Of a voice message, in milliseconds, as its sender said.</summary>
    public int? DurationMs { get; private set; }

    /// <summary>The message that took it.</summary>
    public MessageId? MessageId { get; private set; }

    /// <summary>Whose avatar was made of it.</summary>
    public UserId? AvatarOf { get; private set; }

    /// <summary>When its message was recalled or removed; from then on there is no such file.</summary>
    public DateTimeOffset? WithdrawnAt { get; private set; }

    /// <summary>Withdrawn, but kept for admins: its message was taken down, and may come back.</summary>
    public bool IsKept { get; private set; }

    /// <summary>When the files of one that is kept were encrypted; until then they lie as they were, and nobody is given them.</summary>
    public DateTimeOffset? SealedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Below the media directory and <c>/media</c> alike.</summary>
    public string Path => $"uploads/{Folder}/{Name}";

    /// <inheritdoc cref="Path"/>
    public string? ThumbnailPath => HasThumbnail ? $"uploads/{Folder}/{Name}{ThumbnailSuffix}" : null;

    /// <inheritdoc cref="Path"/>
    public string AvatarPath => $"avatars/{Folder}/avatar.webp";

    public IReadOnlyList<string> Folders => [$"uploads/{Folder}", $"avatars/{Folder}"];

    private bool IsFree => MessageId is null && AvatarOf is null && WithdrawnAt is null;

    /// <param name="key">128 random bits, as 32 hexadecimal digits.</param>
    public static Attachment Create(UserId uploaderId, FileName name, FileFormat format, long size, PictureSize? picture, int? durationMs, string key, DateTimeOffset now) => new()
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

    /// <summary>An attachment as it was stored; for persistence alone.</summary>
    public static Attachment Restore(AttachmentId id, UserId uploaderId, AttachmentKind kind, string name, string contentType, long size, string folder, bool hasThumbnail, int? width, int? height, int? durationMs, MessageId? messageId, UserId? avatarOf, DateTimeOffset? withdrawnAt, bool isKept, DateTimeOffset? sealedAt, DateTimeOffset createdAt) => new()
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

    /// <summary>Whether a message of this sender and type may take it.</summary>
    public Result MayGoInto(UserId senderId, MessageType type)
    {
        if (UploaderId != senderId || !IsFree)
            return UploadErrors.AttachmentNotFound;
        return (int)Kind == (int)type ? Result.Success() : UploadErrors.OfAnotherKind;
    }

    /// <summary>From now on there is no such file.</summary>
    public void Withdraw(DateTimeOffset now) => WithdrawnAt = now;

    /// <summary>Its files are encrypted now.</summary>
    public void Seal(DateTimeOffset now) => SealedAt = now;

    /// <summary>Whether somebody may make it an avatar: only what one uploaded oneself can be taken.</summary>
    public Result MayBecomeAvatar(UserId byUserId)
    {
        if (UploaderId != byUserId || !IsFree)
            return UploadErrors.AvatarNotFound;
        return Kind == AttachmentKind.Image ? Result.Success() : UploadErrors.AvatarNoPicture;
    }

    /// <summary>Makes it somebody's avatar. Doing so again changes nothing.</summary>
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

/// <summary>In pixels, with its orientation applied.</summary>
public sealed record PictureSize(int Width, int Height);
