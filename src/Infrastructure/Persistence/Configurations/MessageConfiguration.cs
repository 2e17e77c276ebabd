using LiveChat.Domain.Messages;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveChat.Infrastructure.Persistence.Configurations;

internal sealed class MessageConfiguration : IEntityTypeConfiguration<Message>
{
    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages");
        builder.HasKey(m => m.Id);
        builder.Property(m => m.Id).UseAutoincrement();
        builder.Property(m => m.ClientMessageId).HasMaxLength(ClientMessageId.MaxLength);
        builder.Property(m => m.Content).HasMaxLength(Message.MaxContentLength);
        builder.Ignore(m => m.TakenDownContent);
        builder.Property(m => m.Digest).HasMaxLength(Message.DigestLength);
        builder.HasOne<ConversationRow>().WithMany().HasForeignKey(m => m.ConversationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(m => m.SenderId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Message>().WithMany().HasForeignKey(m => m.ReplyToId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(m => new { m.ConversationId, m.Sequence }).IsUnique().HasDatabaseName("ux_messages_sequence");
        builder.HasIndex(m => new { m.ConversationId, m.Revision }).IsUnique().HasDatabaseName("ux_messages_revision");
        // New messages come at the end of these two, or at the end of their type, so that those of one commit share a page and the index costs next to nothing.
        builder.HasIndex(m => new { m.Type, m.CreatedAt, m.Id }).HasDatabaseName("ix_messages_type");
        builder.HasIndex(m => new { m.CreatedAt, m.Id }).HasDatabaseName("ix_messages_time");
        builder.HasIndex(m => new { m.ConversationId, m.SenderId, m.ClientMessageId }).IsUnique().HasDatabaseName("ux_messages_client_message_id");
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
