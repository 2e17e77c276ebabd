using System.Reflection;
using LiveChat.Infrastructure.Backups;
using LiveChat.Infrastructure.Conversations;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Limits;
using LiveChat.Infrastructure.Media;
using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Media.Storage.S3;
using LiveChat.Infrastructure.Nodes;
using LiveChat.Infrastructure.Nodes.Redis;
using LiveChat.Infrastructure.Notifications;
using LiveChat.Infrastructure.Operations;
using LiveChat.Infrastructure.Operations.Inspectors;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.Copying;
using LiveChat.Infrastructure.Persistence.PostgreSql;
using LiveChat.Infrastructure.Persistence.Readers;
using LiveChat.Infrastructure.Persistence.Repositories;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Presence;
using LiveChat.Infrastructure.Sealing;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Telemetry;
using LiveChat.Infrastructure.Work;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure;

public static class DependencyInjection
{
    /// <summary>Registers what the use cases stand on. The settings (<c>Settings/</c>) are registered by whoever has read them.</summary>
    /// <param name="provider">The engine of the database.</param>
    /// <typeparam name="THub">The hub through which pushes go.</typeparam>
    public static IServiceCollection AddInfrastructure<THub>(this IServiceCollection services, DatabaseProvider provider)
        where THub : Hub<IChatClient>
    {
        if (provider == DatabaseProvider.Sqlite)
            services.AddSqlite();
        else
            services.AddPostgreSql();
        services.AddScoped<DatabaseInitializer>();
        services.AddSingleton<InstallationEpoch>().AddSingleton<IInstallationEpoch>(p => p.GetRequiredService<InstallationEpoch>());
        services.AddScoped<CopySide>();
        services.AddBackups();
        services.AddScoped<IUnitOfWork, UnitOfWork>();
        services.AddScoped<IUserRepository, UserRepository>();
        services.AddScoped<ISessionRepository, SessionRepository>();
        services.AddScoped<IQuickReplyRepository, QuickReplyRepository>();
        services.AddScoped<ICardRepository, CardRepository>();
        services.AddScoped<IAttachmentRepository, AttachmentRepository>();
        services.AddScoped<ISecondFactorRepository, SecondFactorRepository>();
        services.AddScoped<IUsedTokens, UsedTokens>();
        services.AddScoped<IAuditLog, AuditLog>();
        services.AddScoped<IUserReader, UserReader>();
        services.AddScoped<IConversationReader, ConversationReader>();
        services.AddScoped<IStatisticsReader, StatisticsReader>();
        services.AddScoped<IMessageReader, MessageReader>();

        services.AddMetrics().AddSingleton<ChatMetrics>().AddCountedOutcomes();
        services.AddSingleton<UntrustedProxies>();
        services.AddSingleton<TrustedNames>();
        services.AddSingleton<FileLocks>();
        services.AddSingleton<DataLocks>();
        services.AddSingleton<DatabaseState>();
        services.AddSingleton<CostlyWork>();
        services.AddSingleton<ICostlyWork>(provider => provider.GetRequiredService<CostlyWork>());
        services.AddSingleton<MemoryLimits>();
        services.AddServerHealthChecks().AddSingleton<IServerHealth, ServerHealth>().AddInspectors();
        services.AddSingleton<IAccessTokens, AccessTokens>();
        services.AddSingleton<IOneTimeCodes, OneTimeCodes>();
        services.AddSingleton<IHostTokens, HostTokens>();
        services.AddSingleton<IPasswordService, PasswordService>();
        services.AddSingleton<IMediaUrls, MediaUrls>();
        services.AddSingleton<StagingArea>();
        services.AddFileStorage();
        services.AddSingleton<IFileInspector, FileInspector>();
        services.AddSingleton<IPictures, VipsPictures>();
        services.AddSingleton<ConnectionRegistry>();
        services.AddSingleton<IChatNotifier, SignalRNotifier>();
        services.AddSingleton<OutboxLifetimeManager<THub>>();
        services.AddSingleton<HubLifetimeManager<THub>>(provider => provider.GetRequiredService<OutboxLifetimeManager<THub>>());
        services.AddSingleton<IOwnConnections>(provider => provider.GetRequiredService<OutboxLifetimeManager<THub>>());
        services.AddSingleton<CommittedEvents>();
        services.AddSingleton<IRemembersCommits>(provider => provider.GetRequiredService<SessionRegistry>());
        services.AddSingleton<IPush>(provider => provider.GetRequiredService<SessionRegistry>());
        services.AddSingleton<IPush>(provider => provider.GetRequiredService<HeadsBroadcaster>());
        services.AddScoped<EventLogReader>();
        services.AddScoped<FollowerPlaces>();
        services.AddFollowers(typeof(Application.DependencyInjection).Assembly);

        // Stopped in the reverse order: first the writer finishes what it has taken in, then its events are pushed.
        services.AddHosted<SessionActivity, ISessionActivity>();
        services.AddHosted<SessionRegistry, ISessionRegistry>();
        services.AddHosted<PresenceTracker, IPresence>();
        services.AddHosted<TypingRelay, ITypingRelay>();
        services.AddHosted<UnusedFileRemover, UnusedFileRemover>();
        services.AddHosted<HeadsBroadcaster, HeadsBroadcaster>();
        services.AddHosted<PushDispatcher, PushDispatcher>();
        services.AddHosted<ConversationWriter, IConversationWriter>();
        services.AddHosted<Followers, Followers>();
        services.AddHosted<LogTrimmer, LogTrimmer>();
        services.AddHosted<NightlyBackup, IBackupStatus>();
        return services;
    }

    /// <summary>This process serves the installation alone.</summary>
    public static IServiceCollection AddSingleNode(this IServiceCollection services)
    {
        services.AddSingleton<INodes, SingleNode>();
        services.AddSingleton<IPushBus, OwnPushBus>();
        services.AddSingleton<ILimits>(provider => new CountedLimits(
            provider.GetRequiredService<MemoryLimits>(),
            provider.GetRequiredService<ChatMetrics>()
        ));
        return services;
    }

    /// <summary>
    /// Several processes serve the installation; what they share goes through Redis. <see cref="RedisSettings"/> and
    /// <see cref="NodeSettings"/> are registered by whoever has read them.
    /// </summary>
    public static IServiceCollection AddRedisNodes(this IServiceCollection services)
    {
        services.AddSingleton<RedisLink>();
        services.AddSingleton<IInspector, RedisInspector>();
        services.AddSingleton<RedisLimits>();
        services.AddSingleton<ILimits>(provider => new CountedLimits(
            provider.GetRequiredService<RedisLimits>(),
            provider.GetRequiredService<ChatMetrics>()
        ));
        // The first to start, and the last to stop: everything else pushes through them.
        services.InsertHosted<LostPushes, LostPushes>();
        services.InsertHosted<RedisPushBus, IPushBus>();
        services.InsertHosted<RedisNodes, INodes>();
        return services;
    }

    private static void AddInspectors(this IServiceCollection services) =>
        services
            .AddSingleton<IInspector, DatabaseInspector>()
            .AddSingleton<IInspector, DiskInspector>()
            .AddSingleton<IInspector, ClockInspector>()
            .AddSingleton<IInspector, FilesInspector>()
            .AddSingleton<IInspector, BackupInspector>()
            .AddSingleton<IInspector, ServerInspector>();

    private static void AddFileStorage(this IServiceCollection services)
    {
        services.AddSingleton<IFileStorage, FileStorage>();
        services.AddScoped<FileStoreMark>();
        services.AddSingleton<IFileStore>(provider =>
            provider.GetRequiredService<MediaSettings>().S3 is { } s3
                ? ActivatorUtilities.CreateInstance<S3Store>(provider, s3)
                : ActivatorUtilities.CreateInstance<DirectoryStore>(provider)
        );
    }

    private static void AddSqlite(this IServiceCollection services)
    {
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<SqliteUpgrade>();
        services.AddSingleton<IDatabaseEngine, SqliteEngine>();
        services.AddSingleton<IConversationDatabase, SqliteConversationDatabase>();
        services.AddSingleton<IDatabaseBackup, SqliteBackup>();
        services.AddSingleton<ITableStore, SqliteTableStore>();
        services.AddDbContextPool<LiveChatDbContext, SqliteContext>(
            (provider, options) => options.UseSqlite(provider.GetRequiredService<SqliteDatabase>().ConnectionString)
        );
    }

    private static void AddPostgreSql(this IServiceCollection services)
    {
        services.AddSingleton<PostgreSqlDatabase>();
        services.AddHosted<ServerPlace, ServerPlace>();
        services.AddSingleton<IDatabaseEngine, PostgreSqlEngine>();
        services.AddSingleton<IConversationDatabase, PostgreSqlConversationDatabase>();
        services.AddSingleton<IDatabaseBackup, PostgreSqlBackup>();
        services.AddSingleton<ITableStore, PostgreSqlTableStore>();
        services.AddDbContextPool<LiveChatDbContext, PostgreSqlContext>(
            (provider, options) =>
                options
                    .UseNpgsql(provider.GetRequiredService<PostgreSqlDatabase>().DataSource)
                    .ReplaceService<IQuerySqlGeneratorFactory, NullsFirstSqlGeneratorFactory>()
                    // What fails is thrown, and told by whoever catches it; EF Core's own first look for its table always fails.
                    .ConfigureWarnings(warnings => warnings.Log((RelationalEventId.CommandError, LogLevel.Debug)))
        );
    }

    /// <summary>Finds what hangs off the event log: followers, and pushes that ask the store.</summary>
    public static IServiceCollection AddFollowers(this IServiceCollection services, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false }))
        {
            if (Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IFollow<>)))
                services.AddTransient(type).AddSingleton(new FollowerType(type));
            if (typeof(IQueryingPush).IsAssignableFrom(type))
                services.AddSingleton(new QueryingPushType(type, QueryingPushType.EventOf(type)));
        }

        return services;
    }

    private static void InsertHosted<TService, TPort>(this IServiceCollection services)
        where TService : class, TPort, IHostedService
        where TPort : class
    {
        services.AddHosted<TService, TPort>();
        var hosted = services[^1];
        services.RemoveAt(services.Count - 1);
        services.Insert(0, hosted);
    }

    private static void AddHosted<TService, TPort>(this IServiceCollection services)
        where TService : class, TPort, IHostedService
        where TPort : class
    {
        services.AddSingleton<TService>();
        if (typeof(TPort) != typeof(TService))
            services.AddSingleton<TPort>(provider => provider.GetRequiredService<TService>());
        services.AddHostedService(provider => provider.GetRequiredService<TService>());
    }
}
