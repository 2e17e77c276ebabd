using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveChat.Infrastructure.Persistence.Configurations;

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<ConversationRow>
{
    public void Configure(EntityTypeBuilder<ConversationRow> builder)
    {
        builder.ToTable("conversations");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).ValueGeneratedOnAdd();
        builder.Property(c => c.Title).HasMaxLength(100);
        builder.Property(c => c.Pair).HasMaxLength(PairKey.MaxLength);
        builder.HasIndex(c => c.Pair).IsUnique().HasDatabaseName("ux_conversations_pair");
        builder.HasIndex(c => new { c.UpdatedAt, c.Id }).HasDatabaseName("ix_conversations_activity");
        // Few conversations wait at a time, so the index is small. Those that have waited too long are a range of it.
        builder
            .HasIndex(c => new { c.WaitingSince, c.Id })
            .HasFilter("waiting_since IS NOT NULL")
            .HasDatabaseName("ix_conversations_waiting");
        builder.HasMany(c => c.Participants).WithOne().HasForeignKey(p => p.ConversationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ParticipantConfiguration : IEntityTypeConfiguration<ParticipantRow>
{
    public void Configure(EntityTypeBuilder<ParticipantRow> builder)
    {
        builder.ToTable("participants");
        builder.HasKey(p => new { p.ConversationId, p.UserId });
        builder.HasOne<User>().WithMany().HasForeignKey(p => p.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(p => p.UserId).HasDatabaseName("ix_participants_user");
    }
}

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).ValueGeneratedOnAdd();
        builder.Property(m => m.ClientMessageId).HasMaxLength(ClientMessageId.MaxLength);
        builder.Property(m => m.Content).HasMaxLength(Message.MaxContentLength);
        builder.Ignore(m => m.TakenDownContent);
        builder.Property(m => m.Digest).HasMaxLength(Message.DigestLength);
        builder.HasOne<ConversationRow>().WithMany().HasForeignKey(m => m.ConversationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.SenderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Message>().WithMany().HasForeignKey(m => m.ReplyToId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.ConversationId, m.Sequence }).IsUnique().HasDatabaseName("ux_messages_sequence");
        builder.HasIndex(m => new { m.ConversationId, m.Revision }).IsUnique().HasDatabaseName("ux_messages_revision");
        // New messages come at the end of these two, or at the end of their type, so that those of one commit share a page and the index
        // costs next to nothing.
        builder
            .HasIndex(m => new
            {
                m.Type,
                m.CreatedAt,
                m.Id,
            })
            .HasDatabaseName("ix_messages_type");
        builder.HasIndex(m => new { m.CreatedAt, m.Id }).HasDatabaseName("ix_messages_time");
        builder
            .HasIndex(m => new
            {
                m.ConversationId,
                m.SenderId,
                m.ClientMessageId,
            })
            .IsUnique()
            .HasDatabaseName("ux_messages_client_message_id");
    }
}

internal sealed class SealedMessageConfiguration : IEntityTypeConfiguration<SealedMessage>
{
    public void Configure(EntityTypeBuilder<SealedMessage> builder)
    {
        builder.ToTable("sealed_messages");
        builder.HasKey(s => s.MessageId);
        builder.Property(s => s.MessageId).ValueGeneratedNever();
        builder.HasOne<Message>().WithOne().HasForeignKey<SealedMessage>(s => s.MessageId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class AttachmentConfiguration : IEntityTypeConfiguration<Attachment>
{
    public void Configure(EntityTypeBuilder<Attachment> builder)
    {
        builder.ToTable("attachments");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedOnAdd();
        builder.Property(a => a.Name).HasMaxLength(FileName.MaxLength);
        builder.Property(a => a.ContentType).HasMaxLength(Attachment.MaxContentTypeLength);
        builder.Property(a => a.Folder).HasMaxLength(Attachment.MaxFolderLength);
        builder.HasOne<User>().WithMany().HasForeignKey(a => a.UploaderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Message>().WithMany().HasForeignKey(a => a.MessageId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(a => a.AvatarOf).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.Folder).IsUnique().HasDatabaseName("ux_attachments_folder");
        // The index holds only attachments that are still unused or to be removed; nearly all others belong to a message for good.
        builder.HasIndex(a => a.CreatedAt).HasFilter("message_id IS NULL").HasDatabaseName("ix_attachments_unused");
        builder
            .HasIndex(a => a.WithdrawnAt)
            .HasFilter("withdrawn_at IS NOT NULL AND NOT is_kept")
            .HasDatabaseName("ix_attachments_withdrawn");
        builder.HasIndex(a => a.Id).HasFilter("is_kept AND sealed_at IS NULL").HasDatabaseName("ix_attachments_unsealed");
    }
}
