namespace LiveChat.Application.Media;

/// <summary>Decodes pictures and makes thumbnails and avatars of them.</summary>
public interface IPictures
{
    /// <summary>Decodes a picture, removes metadata that reveals where and by whom it was taken, and makes its thumbnail.</summary>
    /// <param name="owner">The uploader. Decoding takes long, so users take turns.</param>
    /// <returns>
    /// A validation failure when it can't be decoded or has too many pixels; <c>unavailable</c> when the results can't be written.
    /// </returns>
    Task<Result<PreparedPicture>> PrepareAsync(StagedFile file, FileFormat format, UserId owner, CancellationToken cancellationToken);

    /// <summary>The middle of a picture as a small square.</summary>
    /// <param name="owner"><inheritdoc cref="PrepareAsync" path="/param[@name='owner']"/></param>
    /// <returns><inheritdoc cref="PrepareAsync" path="/returns"/></returns>
    Task<Result<StagedFile>> MakeAvatarAsync(StagedFile picture, UserId owner, CancellationToken cancellationToken);
}

/// <param name="Picture">The picture to keep: the original file when there was nothing to remove.</param>
public sealed record PreparedPicture(StagedFile Picture, StagedFile Thumbnail, PictureSize Size) : IDisposable
{
    public void Dispose()
    {
        Picture.Dispose();
        Thumbnail.Dispose();
    }
}

/// <summary>Tells from the bytes of a file whether it is what its name says.</summary>
public interface IFileInspector
{
    /// <param name="claimed">The format of the name's extension.</param>
    /// <param name="owner">The uploader. A large file takes long, so users take turns.</param>
    /// <returns><c>unsupported_media_type</c> when the bytes are of another format, or could run as a program or script.</returns>
    Task<Result> InspectAsync(StagedFile file, FileFormat claimed, UserId owner, CancellationToken cancellationToken);
}

/// <summary>Makes an uploaded picture the avatar of a user.</summary>
public sealed class AvatarMaker(IAttachmentRepository attachments, IFileStorage storage, IPictures pictures)
{
    /// <summary>
    /// Makes the avatar's picture. Call it before the unit of work, because it is slow and the unit of work holds the write lock.
    /// </summary>
    /// <param name="attachmentId">Null when the avatar stays as it is.</param>
    public async Task<Result> MakeAsync(long? attachmentId, UserId byUserId, CancellationToken cancellationToken)
    {
        if (attachmentId is not { } id)
            return Result.Success();
        if (await attachments.FindAsync(new AttachmentId(id), cancellationToken) is not { } attachment)
            return MediaErrors.AvatarNotFound;
        // The picture was made earlier. The unit of work decides whether it may be used again.
        if (attachment.AvatarOf is not null)
            return Result.Success();
        if (attachment.MayBecomeAvatar(byUserId) is { IsSuccess: false } refused)
            return refused;
        await using var stored = await storage.OpenReadAsync(attachment.Path, cancellationToken);
        if (stored is null)
            return MediaErrors.AvatarNotFound;
        // A picture is read back and forth, which the store may answer slowly.
        var copied = await storage.CopyAsync(stored, cancellationToken);
        if (!copied.IsSuccess)
            return copied.Error;
        using var picture = copied.Value;
        var made = await pictures.MakeAvatarAsync(picture, byUserId, cancellationToken);
        if (!made.IsSuccess)
            return made.Error;
        using var avatar = made.Value;
        return await storage.KeepAsync(avatar, attachment.AvatarPath, cancellationToken);
    }

    /// <summary>Gives the avatar to the user. Call it inside the unit of work.</summary>
    /// <param name="attachmentId">Null when the avatar stays as it is.</param>
    public async Task<Result> GiveAsync(long? attachmentId, User user, UserId byUserId, CancellationToken cancellationToken)
    {
        if (attachmentId is not { } id)
            return Result.Success();
        if (await attachments.FindAsync(new AttachmentId(id), cancellationToken) is not { } attachment)
            return MediaErrors.AvatarNotFound;
        var taken = attachment.BecomeAvatar(user.Id, byUserId);
        if (taken.IsSuccess)
            user.ChangeAvatar($"/media/{attachment.AvatarPath}");
        return taken;
    }
}
