using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveChat.Infrastructure.Persistence.Configurations;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.HasKey(u => u.Id);
        builder.Property(u => u.Id).HasMaxLength(UserId.MaxLength);
        builder.Property(u => u.Username).HasMaxLength(User.MaxUsernameLength);
        builder.Property(u => u.NormalizedUsername).HasMaxLength(User.MaxUsernameLength);
        builder.Property(u => u.Description).HasMaxLength(User.MaxDescriptionLength);
        builder.Property(u => u.Avatar).HasMaxLength(User.MaxAvatarLength);
        builder.Property(u => u.Issuer).HasMaxLength(User.MaxIssuerLength);
        // Names are unique among users with a password, because they sign in by name; users without one only show theirs.
        builder.HasIndex(u => u.NormalizedUsername).IsUnique().HasFilter("password_hash IS NOT NULL").HasDatabaseName("ux_users_login");
        builder.HasIndex(u => new { u.CreatedAt, u.Id }).HasDatabaseName("ix_users_created");
        builder.HasIndex(u => new { u.LastSeenAt, u.Id }).HasDatabaseName("ix_users_last_seen");
        builder.HasIndex(u => new { u.NormalizedUsername, u.Id }).HasDatabaseName("ix_users_name");
        builder.HasIndex(u => new { u.Role, u.Id }).HasDatabaseName("ix_users_role");
        builder.HasIndex(u => new { u.Status, u.Id }).HasDatabaseName("ix_users_status");
        builder.HasIndex(u => new { u.Role, u.Status }).HasDatabaseName("ix_users_role_status");
    }
}

internal sealed class CardConfiguration : IEntityTypeConfiguration<Card>
{
    public void Configure(EntityTypeBuilder<Card> builder)
    {
        builder.ToTable("cards");
        builder.HasKey(c => new { c.OwnerId, c.AboutId });
        builder.Property(c => c.Note).HasMaxLength(Card.MaxNoteLength);
        builder.PrimitiveCollection(c => c.Tags);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.OwnerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<User>().WithMany().HasForeignKey(c => c.AboutId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class QuickReplyConfiguration : IEntityTypeConfiguration<QuickReply>
{
    public void Configure(EntityTypeBuilder<QuickReply> builder)
    {
        builder.ToTable("quick_replies");
        builder.HasKey(q => q.Id);
        builder.Property(q => q.Id).ValueGeneratedOnAdd();
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
        builder.Property(i => i.FileStoreId).HasMaxLength(Installation.FileStoreIdLength);
        builder.Property(i => i.Epoch).HasMaxLength(Installation.EpochLength);
    }
}

internal sealed class UserSessionConfiguration : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> builder)
    {
        builder.ToTable("sessions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).HasMaxLength(32);
        builder.Property(s => s.Address).HasMaxLength(UserSession.MaxAddressLength);
        builder.Property(s => s.UserAgent).HasMaxLength(UserSession.MaxUserAgentLength);
        builder.HasOne<User>().WithMany().HasForeignKey(s => s.UserId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(s => s.UserId).HasDatabaseName("ix_sessions_user");
        builder.HasIndex(s => s.EndedAt).HasFilter("ended_at IS NOT NULL").HasDatabaseName("ix_sessions_ended");
    }
}

internal sealed class SecondFactorConfiguration : IEntityTypeConfiguration<SecondFactor>
{
    public void Configure(EntityTypeBuilder<SecondFactor> builder)
    {
        builder.ToTable("second_factors");
        builder.HasKey(f => f.UserId);
        builder.Property(f => f.UserId).HasMaxLength(UserId.MaxLength);
        builder.Property(f => f.SealedSecret).HasMaxLength(128);
        builder.PrimitiveCollection(f => f.RecoveryHashes);
        builder.HasOne<User>().WithOne().HasForeignKey<SecondFactor>(f => f.UserId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class UsedTokenConfiguration : IEntityTypeConfiguration<UsedToken>
{
    public void Configure(EntityTypeBuilder<UsedToken> builder)
    {
        builder.ToTable("used_tokens");
        builder.HasKey(t => new { t.Issuer, t.TokenId });
        builder.Property(t => t.Issuer).HasMaxLength(User.MaxIssuerLength);
        builder.Property(t => t.TokenId).HasMaxLength(64);
        builder.HasIndex(t => t.ExpiresAt).HasDatabaseName("ix_used_tokens_expiry");
    }
}
