using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>For <c>dotnet ef</c> alone: it needs the model, not a database.</summary>
internal sealed class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<LiveChatDbContext>
{
    public LiveChatDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<LiveChatDbContext>().UseSqlite("Data Source=:memory:").Options);
}
