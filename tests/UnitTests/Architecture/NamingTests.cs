using FluentValidation;
using MediatR;

namespace LiveChat.UnitTests.Architecture;

public class NamingTests
{
    private static readonly string[] VagueNames =
    [
        "Helpers",
        "Helper",
        "Utils",
        "Utilities",
        "Misc",
        "Shared",
        "Extensions",
        "Services",
        "Managers",
        "Models",
    ];

    public static TheoryData<string> Requests => [.. UseCases.All.Select(u => u.Request.Name)];

    [Fact]
    public void Requests_WhenCollected_ShouldBeFound() => Assert.NotEmpty(UseCases.All);

    [Theory]
    [MemberData(nameof(Requests))]
    public void UseCase_WhenLookedFor_ShouldBeAPage(string request)
    {
        var useCase = UseCases.All.Single(u => u.Request.Name == request);

        Assert.Matches("(Command|Query)$", request);
        Assert.Matches(@"^LiveChat\.Application\.\w+$", useCase.Request.Namespace);
        Assert.Equal([$"{useCase.Name}Handler"], useCase.Handlers.Select(h => h.Name));
        Assert.InRange(useCase.Validators.Count, 0, 1);
        Assert.All(useCase.Validators, validator => Assert.Equal($"{useCase.Name}Validator", validator.Name));

        var page = SourceFiles.Declaring(useCase.Request);
        Assert.All(useCase.Handlers.Concat(useCase.Validators), type => Assert.Equal(page, SourceFiles.Declaring(type)));
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void UseCase_WhenItAnswers_ShouldAnswerWithAResult(string request) =>
        Assert.True(typeof(Result).IsAssignableFrom(UseCases.All.Single(u => u.Request.Name == request).Response));

    [Theory]
    [MemberData(nameof(Requests))]
    public void UseCase_WhenItIsPaged_ShouldHaveAValidator(string request)
    {
        var useCase = UseCases.All.Single(u => u.Request.Name == request);

        if (useCase.Request.GetProperties().Any(p => p.PropertyType == typeof(Paging)))
            Assert.Single(useCase.Validators);
    }

    [Fact]
    public void Handlers_WhenNamed_ShouldSayWhatTheyAre()
    {
        Assert.All(UseCases.Closing(typeof(IRequestHandler<,>)), type => Assert.EndsWith("Handler", type.Name, StringComparison.Ordinal));
        Assert.All(
            UseCases.Closing(typeof(IValidator<>)).Where(t => !t.IsGenericType),
            type => Assert.EndsWith("Validator", type.Name, StringComparison.Ordinal)
        );
    }

    /// <summary>Two kinds of classes take events: pushes, which say so, and followers, each in a folder of its own.</summary>
    [Fact]
    public void TakersOfEvents_WhenNamed_ShouldSayWhatTheyAreAndWhere()
    {
        var followers = UseCases.Closing(typeof(IFollow<>)).ToList();

        Assert.All(
            Layers.Application.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false } && typeof(IPush).IsAssignableFrom(t)),
            push =>
            {
                Assert.StartsWith("Push", push.Name, StringComparison.Ordinal);
                Assert.DoesNotContain(push, followers);
            }
        );
        Assert.Distinct(followers.Select(f => f.Name));
        Assert.All(
            followers,
            follower =>
            {
                Assert.Matches(@"^LiveChat\.Application\.\w+\.\w+$", follower.Namespace);
                Assert.Single(followers, other => other.Namespace == follower.Namespace);
            }
        );
        Assert.Empty(UseCases.Closing(typeof(INotificationHandler<>)));
    }

    [Fact]
    public void Ports_WhenDeclared_ShouldStandBesideTheirNoun() =>
        Assert.All(
            Layers.Application.GetExportedTypes().Where(t => t.IsInterface),
            type => Assert.Matches(@"^LiveChat\.Application\.\w+$", type.Namespace)
        );

    [Fact]
    public void Namespaces_WhenNamed_ShouldSayWhatTheyHold()
    {
        var vague = Layers
            .All.SelectMany(assembly => assembly.GetTypes())
            .Where(type =>
                type.Namespace?.StartsWith("LiveChat.", StringComparison.Ordinal) == true
                && type.Namespace.Split('.').Intersect(VagueNames).Any()
            );

        Assert.Empty(vague);
    }

    [Fact]
    public void Namespaces_WhenAFileIsLookedFor_ShouldFollowTheFolders() =>
        Assert.Empty(
            from file in SourceFiles.All
            where !SourceFiles.IsMigration(file)
            let declared = File.ReadLines(file.FullName).FirstOrDefault(line => line.StartsWith("namespace ", StringComparison.Ordinal))
            where declared is not null
            let folders = file.DirectoryName![
                (
                    file.DirectoryName!.IndexOf($"{Path.DirectorySeparatorChar}src{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                    + 5
                )..
            ]
            let expected = $"namespace LiveChat.{folders.Replace(Path.DirectorySeparatorChar, '.')};"
            where declared != expected
            select $"{file.FullName}: {declared}"
        );
}
