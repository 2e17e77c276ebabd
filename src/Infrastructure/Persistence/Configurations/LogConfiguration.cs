using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveChat.Infrastructure.Persistence.Configurations;

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_log");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedOnAdd();
        builder.Property(e => e.ActorId).HasMaxLength(UserId.MaxLength);
        builder.Property(e => e.Target).HasMaxLength(AuditEntry.MaxTargetLength);
        builder
            .Property(e => e.Detail)
            .HasMaxLength(AuditEntry.MaxDetailLength)
            .HasConversion(
                facts => AuditFacts.Write(facts),
                stored => AuditFacts.Read(stored),
                new ValueComparer<IReadOnlyList<AuditFact>>((a, b) => a!.SequenceEqual(b!), facts => facts.Count)
            );
        builder.Property(e => e.Address).HasMaxLength(AuditEntry.MaxAddressLength);
        builder
            .HasIndex(e => new
            {
                e.ActorId,
                e.CreatedAt,
                e.Id,
            })
            .HasDatabaseName("ix_audit_log_actor");
        // An index for two filters at once. Without statistics SQLite would use the index of either, and half of all entries are sign-ins.
        builder
            .HasIndex(e => new
            {
                e.ActorId,
                e.Action,
                e.CreatedAt,
                e.Id,
            })
            .HasDatabaseName("ix_audit_log_actor_action");
        builder
            .HasIndex(e => new
            {
                e.Target,
                e.Action,
                e.CreatedAt,
                e.Id,
            })
            .HasDatabaseName("ix_audit_log_target_action");
        builder
            .HasIndex(e => new
            {
                e.Address,
                e.CreatedAt,
                e.Id,
            })
            .HasDatabaseName("ix_audit_log_address");
        builder
            .HasIndex(e => new
            {
                e.Action,
                e.CreatedAt,
                e.Id,
            })
            .HasDatabaseName("ix_audit_log_action");
        builder
            .HasIndex(e => new
            {
                e.Target,
                e.CreatedAt,
                e.Id,
            })
            .HasDatabaseName("ix_audit_log_target");
        builder.HasIndex(e => new { e.CreatedAt, e.Id }).HasDatabaseName("ix_audit_log_time");
    }
}

internal sealed class LoggedEventConfiguration : IEntityTypeConfiguration<LoggedEvent>
{
    public void Configure(EntityTypeBuilder<LoggedEvent> builder)
    {
        builder.ToTable("events");
        builder.HasKey(e => e.Id);
        builder.Property(e => e.Id).ValueGeneratedOnAdd();
        builder.Property(e => e.Type).HasMaxLength(LoggedEvent.MaxTypeLength);
    }
}

internal sealed class FollowerPlaceConfiguration : IEntityTypeConfiguration<FollowerPlace>
{
    public void Configure(EntityTypeBuilder<FollowerPlace> builder)
    {
        builder.ToTable("followers");
        builder.HasKey(f => f.Name);
        builder.Property(f => f.Name).HasMaxLength(FollowerPlace.MaxNameLength);
    }
}
