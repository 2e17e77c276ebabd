namespace LiveChat.Application.Media;

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
        await using var picture = storage.OpenRead(attachment.Path);
        if (picture is null)
            return MediaErrors.AvatarNotFound;
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
