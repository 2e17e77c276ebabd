using LiveChat.Domain.Conversations;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveChat.Infrastructure.Persistence.Configurations;

internal sealed class ConversationConfiguration : IEntityTypeConfiguration<ConversationRow>
{
    public void Configure(EntityTypeBuilder<ConversationRow> builder)
    {
        builder.ToTable("conversations");
        builder.HasKey(c => c.Id);
        builder.Property(c => c.Id).UseAutoincrement();
        builder.Property(c => c.Title).HasMaxLength(100);
        builder.Property(c => c.Pair).HasMaxLength(PairKey.MaxLength);
        builder.HasIndex(c => c.Pair).IsUnique().HasDatabaseName("ux_conversations_pair");
        builder.HasIndex(c => new { c.UpdatedAt, c.Id }).HasDatabaseName("ix_conversations_activity");
        // Few conversations wait at a time, so the index is small. Those that have waited too long are a range of it.
        builder.HasIndex(c => new { c.WaitingSince, c.Id }).HasFilter("waiting_since IS NOT NULL").HasDatabaseName("ix_conversations_waiting");
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
