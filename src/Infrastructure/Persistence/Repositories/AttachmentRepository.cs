using LiveChat.Application.Abstractions;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Uploads;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class AttachmentRepository(LiveChatDbContext db) : IAttachmentRepository
{
    public Task<Attachment?> FindAsync(AttachmentId id, CancellationToken cancellationToken) =>
        db.Attachments.SingleOrDefaultAsync(a => a.Id == id, cancellationToken);

    public Task<Attachment?> FindInFolderAsync(string folder, CancellationToken cancellationToken) =>
        db.Attachments.AsNoTracking().SingleOrDefaultAsync(a => a.Folder == folder, cancellationToken);

    public async Task<IReadOnlyList<Attachment>> FindUnusedAsync(DateTimeOffset uploadedBefore, int limit, CancellationToken cancellationToken) =>
        await db.Attachments
            .Where(a => a.MessageId == null && a.WithdrawnAt == null && a.CreatedAt < uploadedBefore)
            .Where(a => a.AvatarOf == null || !db.Users.Any(u => u.Id == a.AvatarOf && u.Avatar == "/media/avatars/" + a.Folder + "/avatar.webp"))
            .OrderBy(a => a.Id).Take(limit).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<Attachment>> FindWithdrawnAsync(int limit, CancellationToken cancellationToken) =>
        await db.Attachments.Where(a => a.WithdrawnAt != null && !a.IsKept).OrderBy(a => a.WithdrawnAt).Take(limit).ToListAsync(cancellationToken);

    public Task<Attachment?> FindOfMessageAsync(MessageId messageId, CancellationToken cancellationToken) => (
        from message in db.Messages
        join attachment in db.Attachments on message.AttachmentId equals attachment.Id
        where message.Id == messageId
        select attachment).AsNoTracking().SingleOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<Attachment>> FindUnsealedAsync(int limit, CancellationToken cancellationToken) =>
        await db.Attachments.Where(a => a.IsKept && a.SealedAt == null).OrderBy(a => a.Id).Take(limit).ToListAsync(cancellationToken);

    public void Add(Attachment attachment) => db.Attachments.Add(attachment);

    public void Remove(Attachment attachment) => db.Attachments.Remove(attachment);
}
