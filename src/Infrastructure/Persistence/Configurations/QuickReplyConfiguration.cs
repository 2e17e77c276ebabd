using LiveChat.Domain.QuickReplies;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveChat.Infrastructure.Persistence.Configurations;

internal sealed class QuickReplyConfiguration : IEntityTypeConfiguration<QuickReply>
{
    public void Configure(EntityTypeBuilder<QuickReply> builder)
    {
        builder.ToTable("quick_replies");
        builder.HasKey(q => q.Id);
        builder.Property(q => q.Id).UseAutoincrement();
        builder.Property(q => q.Content).HasMaxLength(QuickReply.MaxContentLength);
        builder.Property(q => q.Code).HasMaxLength(QuickReply.MaxCodeLength);
        builder.Property(q => q.Group).HasMaxLength(QuickReply.MaxGroupLength);
        builder.HasOne<User>().WithMany().HasForeignKey(q => q.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(q => new { q.UserId, q.SortOrder }).HasDatabaseName("ix_quick_replies_user");
    }
}

internal sealed class InstallationConfiguration : IEntityTypeConfiguration<Installation>
{
    public void Configure(EntityTypeBuilder<Installation> builder)
    {
        builder.ToTable("installation");
        builder.HasKey(i => i.Id);
        builder.Property(i => i.Id).ValueGeneratedNever();
    }
}
