using LiveChat.Domain.Messages;
using LiveChat.Domain.Uploads;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveChat.Infrastructure.Persistence.Configurations;

internal sealed class AttachmentConfiguration : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("attachments");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).UseAutoincrement();
        builder.Property(a => a.Name).HasMaxLength(FileName.MaxLength);
        builder.Property(a => a.ContentType).HasMaxLength(Attachment.MaxContentTypeLength);
        builder.Property(a => a.Folder).HasMaxLength(Attachment.MaxFolderLength);
        builder.HasOne<User>().WithMany().HasForeignKey(a => a.UploaderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Message>().WithMany().HasForeignKey(a => a.MessageId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(a => a.AvatarOf).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.Folder).IsUnique().HasDatabaseName("ux_attachments_folder");
        // The index holds only attachments that are still unused or to be removed; nearly all others belong to a message for good.
        builder.HasIndex(a => a.CreatedAt).HasFilter("message_id IS NULL").HasDatabaseName("ix_attachments_unused");
        builder.HasIndex(a => a.WithdrawnAt).HasFilter("withdrawn_at IS NOT NULL AND NOT is_kept").HasDatabaseName("ix_attachments_withdrawn");
        builder.HasIndex(a => a.Id).HasFilter("is_kept AND sealed_at IS NULL").HasDatabaseName("ix_attachments_unsealed");
    }
}
