using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveChat.Infrastructure.Persistence.Configurations;

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
