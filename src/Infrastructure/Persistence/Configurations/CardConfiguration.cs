using LiveChat.Domain.Cards;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace LiveChat.Infrastructure.Persistence.Configurations;

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
