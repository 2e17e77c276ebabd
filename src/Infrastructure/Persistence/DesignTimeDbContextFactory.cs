using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>Makes the context for <c>dotnet ef</c>, which needs the model and no database.</summary>
internal sealed class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<LiveChatDbContext>
{
    public LiveChatDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<LiveChatDbContext>().UseSqlite("Data Source=:memory:").Options);
}
