using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Persistence;

namespace LiveChat.Infrastructure.Backups;

/// <summary>A file that the database names.</summary>
/// <param name="AttachmentId">Whose file it is.</param>
/// <param name="Path">In the store.</param>
/// <param name="IsSealed">Whether it lies there encrypted; <paramref name="Path"/> is then that of the encrypted one.</param>
/// <param name="IsNeeded">Whether it is a fault when it is missing.</param>
internal sealed record BackupFile(AttachmentId AttachmentId, string Path, bool IsSealed, bool IsNeeded);

/// <summary>The files of a snapshot: those that its rows name, and no others.</summary>
internal static class BackupFiles
{
    /// <summary>
    /// Files of messages, avatars, and uploads that no message uses yet. Files that were taken down belong to a backup, because they can be
    /// restored; those of recalled messages do not.
    /// </summary>
    public static (List<BackupFile> Files, long Bytes) Find(LiveChatDbContext snapshot)
    {
        var files = new List<BackupFile>();
        long bytes = 0;
        foreach (
            var attachment in snapshot
                .Attachments.AsNoTracking()
                .Where(a => a.WithdrawnAt == null || a.IsKept)
                .OrderBy(a => a.Id)
                .AsEnumerable()
        )
        {
            bytes += attachment.Size;
            var isSealed = attachment.SealedAt is not null;
            // Of a picture that became an avatar, the avatar is what is shown.
            var isNeeded = attachment.AvatarOf is null;
            foreach (var path in new[] { attachment.Path, attachment.ThumbnailPath })
            {
                if (path is not null)
                    files.Add(new BackupFile(attachment.Id, isSealed ? path + FileSeal.Suffix : path, isSealed, isNeeded));
            }

            if (attachment.AvatarOf is not null)
                files.Add(new BackupFile(attachment.Id, attachment.AvatarPath, IsSealed: false, IsNeeded: true));
        }

        return (files, bytes);
    }
}
