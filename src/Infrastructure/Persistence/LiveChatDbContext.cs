using System.Text.Json;
using LiveChat.Infrastructure.Persistence.Readers;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>
/// The store as EF Core sees it. Conversations and messages are only read through it: the conversation writer changes them.
/// </summary>
public sealed class LiveChatDbContext(DbContextOptions<LiveChatDbContext> options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();

    public DbSet<UserSession> Sessions => Set<UserSession>();

    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();

    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    public DbSet<ParticipantRow> Participants => Set<ParticipantRow>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<SealedMessage> SealedMessages => Set<SealedMessage>();

    public DbSet<Attachment> Attachments => Set<Attachment>();

    public DbSet<QuickReply> QuickReplies => Set<QuickReply>();

    public DbSet<Card> Cards => Set<Card>();

    public DbSet<AuditEntry> AuditLog => Set<AuditEntry>();

    public DbSet<UsedToken> UsedTokens => Set<UsedToken>();

    public DbSet<LoggedEvent> Events => Set<LoggedEvent>();

    public DbSet<FollowerPlace> Followers => Set<FollowerPlace>();

    public DbSet<Installation> Installations => Set<Installation>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        Converters.Register(configurationBuilder);
        // Every index is declared explicitly. The default index for each foreign key would make each message dearer and serve no query.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LiveChatDbContext).Assembly);
        FoldedSearch.Map(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}

/// <summary>Makes the context for <c>dotnet ef</c>, which needs the model and no database.</summary>
internal sealed class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<LiveChatDbContext>
{
    public LiveChatDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<LiveChatDbContext>().UseSqlite("Data Source=:memory:").Options);
}
