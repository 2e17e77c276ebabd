using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Uploads;

/// <summary>Makes an uploaded picture somebody's avatar.</summary>
public sealed class AvatarMaker(IAttachmentRepository attachments, IFileStorage storage, IPictures pictures)
{
    /// <summary>Makes the picture; before the unit of work that takes it, which is no place for slow work.</summary>
    /// <param name="attachmentId">Null when the avatar stays as it is.</param>
    public async Task<Result> MakeAsync(long? attachmentId, UserId byUserId, CancellationToken cancellationToken)
    {
        if (attachmentId is not { } id)
            return Result.Success();
        if (await attachments.FindAsync(new AttachmentId(id), cancellationToken) is not { } attachment)
            return UploadErrors.AvatarNotFound;
        // Made before: the unit of work says whether it may be taken again.
        if (attachment.AvatarOf is not null)
            return Result.Success();
        if (attachment.MayBecomeAvatar(byUserId) is { IsSuccess: false } refused)
            return refused;
        await using var picture = storage.OpenRead(attachment.Path);
        if (picture is null)
            return UploadErrors.AvatarNotFound;
        var made = await pictures.MakeAvatarAsync(picture, byUserId, cancellationToken);
        if (!made.IsSuccess)
            return made.Error;
        using var avatar = made.Value;
        return await storage.KeepAsync(avatar, attachment.AvatarPath, cancellationToken);
    }

    /// <summary>Inside the unit of work: gives the picture to the user.</summary>
    /// <param name="attachmentId">Null when the avatar stays as it is.</param>
    public async Task<Result> GiveAsync(long? attachmentId, User user, UserId byUserId, CancellationToken cancellationToken)
    {
        if (attachmentId is not { } id)
            return Result.Success();
        if (await attachments.FindAsync(new AttachmentId(id), cancellationToken) is not { } attachment)
            return UploadErrors.AvatarNotFound;
        var taken = attachment.BecomeAvatar(user.Id, byUserId);
        if (taken.IsSuccess)
            user.ChangeAvatar($"/media/{attachment.AvatarPath}");
        return taken;
    }
}
