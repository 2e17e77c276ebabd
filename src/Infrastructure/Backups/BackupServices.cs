using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Infrastructure.Backups;

internal static class BackupServices
{
    public static void AddBackups(this IServiceCollection services)
    {
        services.AddSingleton<RestoreMark>();
        services.AddSingleton(provider => new BackupMaker(
            provider.GetRequiredService<IDatabaseBackup>(),
            provider.GetRequiredService<IFileStore>(),
            provider.GetRequiredService<IDatabaseEngine>(),
            provider.GetRequiredService<DatabaseSettings>(),
            provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddScoped(provider => new Restorer(
            provider.GetRequiredService<IDatabaseBackup>(),
            provider.GetRequiredService<IFileStore>(),
            provider.GetRequiredService<StagingArea>(),
            provider.GetRequiredService<RestoreMark>(),
            provider.GetRequiredService<DataLocks>(),
            provider.GetRequiredService<DatabaseSettings>(),
            provider.GetRequiredService<LiveChatDbContext>(),
            provider.GetRequiredService<TimeProvider>()
        ));
    }
}
