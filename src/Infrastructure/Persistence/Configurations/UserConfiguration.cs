using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;
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
