using LiveChat.Application;
using LiveChat.UnitTests.Architecture;
using LiveChat.UnitTests.Users;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NSubstitute;

namespace LiveChat.UnitTests.Common;

public class DependencyInjectionTests
{
    public static TheoryData<string> Requests => [.. UseCases.All.Select(u => u.Request.Name)];

    [Fact]
    public void AddApplication_WhenCalledTwice_ShouldAddNothing()
    {
        var services = new ServiceCollection().AddApplication();
        var before = services.ToList();

        services.AddApplication();

        Assert.Equal(before, services);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void AddApplication_WhenARequestIsSent_ShouldHaveExactlyOneHandlerForIt(string request)
    {
        var useCase = UseCases.All.Single(u => u.Request.Name == request);
        using var provider = Build();
        using var scope = provider.CreateScope();

        Assert.Single(scope.ServiceProvider.GetServices(typeof(IRequestHandler<,>).MakeGenericType(useCase.Request, useCase.Response)));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void AddApplication_WhenARequestIsSent_ShouldLogAroundTheValidation(string request)
    {
        var useCase = UseCases.All.Single(u => u.Request.Name == request);
        using var provider = Build();
        using var scope = provider.CreateScope();

        var behaviors = scope.ServiceProvider.GetServices(typeof(IPipelineBehavior<,>).MakeGenericType(useCase.Request, useCase.Response));

        // Who may not ask is refused before a word about the input.
        Type[] members = typeof(IMemberRequest).IsAssignableFrom(useCase.Request) ? [typeof(MemberBehavior<,>)] : [];
        Type[] admins = typeof(IForAdmins).IsAssignableFrom(useCase.Request) ? [typeof(AdminBehavior<,>)] : [];
        // What is shown is recorded once it is known, and before anybody sees it.
        Type[] recorded = typeof(IRecordedReading).IsAssignableFrom(useCase.Request) ? [typeof(RecordingBehavior<,>)] : [];
        // What is too much is refused before anything is done, and counts whatever its input.
        Type[] limited = typeof(ILimitedRequest).IsAssignableFrom(useCase.Request) ? [typeof(LimitBehavior<,>)] : [];
        Type[] byOutcome = typeof(IOutcomeLimitedRequest).IsAssignableFrom(useCase.Request) ? [typeof(OutcomeLimitBehavior<,>)] : [];
        // What is refused has taken nobody's turn.
        Type[] costly = typeof(ICostlyRequest).IsAssignableFrom(useCase.Request) ? [typeof(CostlyBehavior<,>)] : [];
        Assert.Equal(
            [
                typeof(LoggingBehavior<,>),
                .. members,
                .. admins,
                .. limited,
                .. byOutcome,
                typeof(ValidationBehavior<,>),
                .. recorded,
                .. costly,
            ],
            behaviors.Select(b => b!.GetType().GetGenericTypeDefinition())
        );
    }

    [Fact]
    public async Task Send_WhenInputDoesNotFit_ShouldBeRefusedBeforeTheHandler()
    {
        using var provider = Build();
        using var scope = provider.CreateScope();

        var result = await scope
            .ServiceProvider.GetRequiredService<IMediator>()
            .Send(new ListUsersQuery(UserFactory.Actor(), null, null, null, new Paging(0, 101)));

        Assert.Equal(["page", "page_size"], Assert.IsType<ValidationError>(result.Error).Errors.Keys.Order(StringComparer.Ordinal));
        await scope
            .ServiceProvider.GetRequiredService<IUserReader>()
            .DidNotReceiveWithAnyArgs()
            .ListAsync(default!, default!, default, default!, default);
    }

    private static ServiceProvider Build()
    {
        var services = new ServiceCollection().AddApplication();
        foreach (var port in Layers.Application.GetTypes().Where(t => t is { IsInterface: true, IsGenericTypeDefinition: false }))
            services.AddSingleton(port, Substitute.For([port], []));
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton(new ChatOptions { RecallWindow = TimeSpan.FromMinutes(2) });
        services.AddSingleton(new SignInRules(RequireSecondFactorForAdmins: false));
        services.AddSingleton(new StatisticsOptions(TimeZoneInfo.Utc));
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }
}
