using System.Reflection;
using Mapster;
using MapsterMapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LiveChat.Application;

public static class DependencyInjection
{
    private static readonly Assembly Assembly = typeof(DependencyInjection).Assembly;

    /// <summary>Registers the use cases. MediatR is wired by hand (ADR-001); a second call adds nothing.</summary>
    public static IServiceCollection AddApplication(this IServiceCollection services)
    {
        services.TryAddTransient<ServiceFactory>(provider => provider.GetRequiredService);
        services.TryAddTransient<IMediator, Mediator>();
        AddBehaviors(services);
        AddImplementations(services, typeof(IRequestHandler<,>), ServiceLifetime.Transient);
        AddPushes(services);
        AddImplementations(services, typeof(IValidator<>), ServiceLifetime.Singleton);
        ValidatorOptions.Global.LanguageManager = new ValidationLanguage();

        services.TryAddSingleton(_ => CreateMapping());
        services.TryAddSingleton<IMapper>(provider => new Mapper(provider.GetRequiredService<TypeAdapterConfig>()));
        services.TryAddSingleton<UserPresenter>();
        services.TryAddScoped<NameGuard>();
        services.TryAddScoped<SessionStarter>();
        services.TryAddScoped<SessionEnder>();
        services.TryAddSingleton<SecondFactorGate>();
        services.TryAddScoped<Auditor>();
        services.TryAddScoped<AvatarMaker>();
        services.TryAddScoped<CardAccess>();
        services.TryAddScoped<ReadingRecorder>();
        services.TryAddSingleton<RecentReadings>();
        services.TryAddSingleton<Diagnosis>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ConversationClock>();
        return services;
    }

    /// <summary>Every mapping of the application; nothing that is not declared is mapped.</summary>
    public static TypeAdapterConfig CreateMapping()
    {
        var config = new TypeAdapterConfig { RequireExplicitMapping = true };
        config.Scan(Assembly);
        return config;
    }

    /// <summary>
    /// Adds what stands around the handlers, outermost first. A behaviour runs for the requests that its constraints name, and costs the
    /// others nothing. Those that hold no state of a request are singletons, so that sending a message makes no objects for them.
    /// </summary>
    private static void AddBehaviors(IServiceCollection services)
    {
        Add(typeof(LoggingBehavior<,>), ServiceLifetime.Singleton);
        Add(typeof(MemberBehavior<,>), ServiceLifetime.Singleton);
        Add(typeof(AdminBehavior<,>), ServiceLifetime.Transient);
        Add(typeof(LimitBehavior<,>), ServiceLifetime.Singleton);
        Add(typeof(OutcomeLimitBehavior<,>), ServiceLifetime.Singleton);
        Add(typeof(ValidationBehavior<,>), ServiceLifetime.Singleton);
        // An entry of the audit log is a write, and no work for the lanes of costly queries.
        Add(typeof(RecordingBehavior<,>), ServiceLifetime.Transient);
        Add(typeof(CostlyBehavior<,>), ServiceLifetime.Singleton);

        void Add(Type behavior, ServiceLifetime lifetime) =>
            services.TryAddEnumerable(new ServiceDescriptor(typeof(IPipelineBehavior<,>), behavior, lifetime));
    }

    /// <summary>Pushes from memory are singletons, so that none can ask the store; the others live as long as their query.</summary>
    private static void AddPushes(IServiceCollection services)
    {
        foreach (var push in Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IPush).IsAssignableFrom(t)))
        {
            if (typeof(IQueryingPush).IsAssignableFrom(push))
                services.TryAddTransient(push);
            else
                services.TryAddEnumerable(ServiceDescriptor.Singleton(typeof(IPush), push));
        }
    }

    private static void AddImplementations(IServiceCollection services, Type openInterface, ServiceLifetime lifetime)
    {
        var implementations =
            from type in Assembly.GetTypes()
            where type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false }
            from implemented in type.GetInterfaces()
            where implemented.IsGenericType && implemented.GetGenericTypeDefinition() == openInterface
            select new ServiceDescriptor(implemented, type, lifetime);
        foreach (var descriptor in implementations)
            services.TryAddEnumerable(descriptor);
    }
}
