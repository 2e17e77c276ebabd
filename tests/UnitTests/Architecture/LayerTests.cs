using System.Reflection;
using System.Runtime.CompilerServices;
using NetArchTest.Rules;

namespace LiveChat.UnitTests.Architecture;

public class LayerTests
{
    private static void AssertFree(Assembly assembly, params string[] dependencies) =>
        Assert.Empty(Types.InAssembly(assembly).ShouldNot().HaveDependencyOnAny(dependencies).GetResult().FailingTypeNames ?? []);

    [Fact]
    public void Domain_WhenBuilt_ShouldStandOnTheRuntimeAlone() =>
        Assert.All(Layers.ReferencesOf(Layers.Domain), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void Domain_WhenItWorks_ShouldDoNoInputOrOutput() =>
        AssertFree(Layers.Domain, "System.IO", "System.Net", "System.Threading", "System.Data");

    [Fact]
    public void Application_WhenBuilt_ShouldKnowNothingOfTheOuterLayers()
    {
        AssertFree(
            Layers.Application,
            "LiveChat.Infrastructure",
            "LiveChat.WebApi",
            "Microsoft.EntityFrameworkCore",
            "Microsoft.AspNetCore",
            "Microsoft.Data",
            "System.Net.Http"
        );
        // A stream is how a file passes through a port; whatever opens one is the business of others.
        AssertFree(
            Layers.Application,
            "System.IO.File",
            "System.IO.FileInfo",
            "System.IO.FileStream",
            "System.IO.Directory",
            "System.IO.DirectoryInfo",
            "System.IO.Path",
            "System.IO.Pipelines",
            "System.IO.Compression"
        );
        Assert.DoesNotContain(
            Layers.ReferencesOf(Layers.Application),
            name =>
                name is "LiveChat.Infrastructure" or "livechat"
                || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
                || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Infrastructure_WhenBuilt_ShouldKnowNothingOfTheDoors()
    {
        AssertFree(Layers.Infrastructure, "LiveChat.WebApi");
        Assert.DoesNotContain("livechat", Layers.ReferencesOf(Layers.Infrastructure));
    }

    [Fact]
    public void Domain_WhenAnEntityIsHeld_ShouldNotBeChangedFromOutside()
    {
        var open =
            from type in Layers.Domain.GetExportedTypes()
            from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            where
                property.SetMethod is { IsPublic: true } setter
                && !setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit))
            select $"{type.Name}.{property.Name}";

        Assert.Empty(open);
    }

    [Fact]
    public void Domain_WhenAFieldIsPublic_ShouldBeReadOnly() =>
        Assert.Empty(
            from type in Layers.Domain.GetExportedTypes()
            where !type.IsEnum
            from field in type.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            where !field.IsInitOnly && !field.IsLiteral
            select $"{type.Name}.{field.Name}"
        );
}
