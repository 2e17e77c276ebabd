using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveChat.Infrastructure.Persistence.Configurations;

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
