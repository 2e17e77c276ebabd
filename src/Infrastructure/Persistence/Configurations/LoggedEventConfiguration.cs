using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveChat.Infrastructure.Persistence.Configurations;

internal sealed class LoggedEventConfiguration : IEntityTypeConfiguration<LoggedEvent>
{
    public void Configure(EntityTypeBuilder<LoggedEvent> builder)
    {
        builder.ToTable("events");
        builder.HasKey(e => e.Id);
        // An id is never given again, also when the log has been trimmed to nothing.
        builder.Property(e => e.Id).UseAutoincrement();
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
