using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using LiveChat.UnitTests.Architecture;

namespace LiveChat.UnitTests.Common;

public partial class LocalizedTextTests
{
    private static readonly ResourceManager Texts = new("LiveChat.Application.Resources.LocalizedText", typeof(LocalizedText).Assembly);

    private static readonly Dictionary<string, Error> Errors = Layers
        .Domain.GetTypes()
        .Where(t => t.Name.EndsWith("Errors", StringComparison.Ordinal))
        .SelectMany(ErrorsOf)
        .ToDictionary(e => e.Member, e => e.Error);

    public static TheoryData<string> Members => [.. Errors.Keys];

    [Theory]
    [MemberData(nameof(Members))]
    public void Of_WhenAnErrorOfTheDomain_ShouldHaveATextInBothLanguages(string member)
    {
        var error = Errors[member];

        var chinese = In("zh-CN", error);
        var english = In("en", error);

        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", chinese);
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", english);
        foreach (var argument in error.Arguments.Select(a => Convert.ToString(a, CultureInfo.InvariantCulture)!))
        {
            Assert.Contains(argument, chinese, StringComparison.Ordinal);
            Assert.Contains(argument, english, StringComparison.Ordinal);
        }

        Assert.All([chinese, english], text => Assert.DoesNotContain("{", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("zh")]
    [InlineData("zh-TW")]
    [InlineData("de")]
    [InlineData("")]
    public void Of_WhenTheLanguageIsNotOurs_ShouldBeChinese(string culture) =>
        Assert.Equal("会话不存在。", In(culture, Errors["ConversationErrors.NotFound"]));

    [Fact]
    public void Of_WhenThereIsNoText_ShouldThrow() => Assert.Throws<InvalidOperationException>(() => LocalizedText.Of("No.SuchText"));

    [Fact]
    public void Resources_WhenCompared_ShouldHaveTheSameKeysAndPlaceholders()
    {
        var chinese = Read(CultureInfo.InvariantCulture);
        var english = Read(new CultureInfo("en"));

        Assert.Equal(chinese.Keys.Order(StringComparer.Ordinal), english.Keys.Order(StringComparer.Ordinal));
        Assert.All(chinese, text => Assert.Equal((text.Key, Placeholders(text.Value)), (text.Key, Placeholders(english[text.Key]))));
        Assert.DoesNotContain(chinese.Values.Concat(english.Values), string.IsNullOrWhiteSpace);
    }

    [Fact]
    public void Resources_WhenNamedInTheSources_ShouldExist()
    {
        var known = Read(CultureInfo.InvariantCulture).Keys;
        var named = SourceFiles
            .All.SelectMany(f => NamedTexts().Matches(File.ReadAllText(f.FullName)).Select(m => (f.Name, Text: m.Groups["name"].Value)))
            .ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, n => !known.Contains(n.Text));
    }

    [GeneratedRegex(@"(LocalizedText\.Of\(|new(?: Error)?\(ErrorKind\.\w+, )""(?<name>\w+\.\w+)""")]
    private static partial Regex NamedTexts();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex PlaceholderPattern();

    private static string In(string culture, Error error)
    {
        using var _ = new CultureScope(culture);
        return LocalizedText.Of(error);
    }

    private static Dictionary<string, string> Read(CultureInfo culture) =>
        Texts
            .GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .ToDictionary(e => (string)e.Key, e => (string)e.Value!);

    private static string Placeholders(string text) =>
        string.Join(",", PlaceholderPattern().Matches(text).Select(m => m.Value).Distinct().Order(StringComparer.Ordinal));

    private static IEnumerable<(string Member, Error Error)> ErrorsOf(Type type)
    {
        const BindingFlags Static = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var field in type.GetFields(Static).Where(f => f.FieldType == typeof(Error)))
            yield return ($"{type.Name}.{field.Name}", (Error)field.GetValue(null)!);
        foreach (var property in type.GetProperties(Static).Where(p => p.PropertyType == typeof(Error)))
            yield return ($"{type.Name}.{property.Name}", (Error)property.GetValue(null)!);
        foreach (var factory in type.GetMethods(Static).Where(m => m.ReturnType == typeof(Error) && !m.IsSpecialName))
            yield return (
                $"{type.Name}.{factory.Name}",
                (Error)factory.Invoke(null, [.. factory.GetParameters().Select(p => SampleOf(p.ParameterType))])!
            );
    }

    private static object SampleOf(Type type) =>
        type switch
        {
            _ when type == typeof(string) => "sample",
            _ when type == typeof(UserId) => UserId.From("sample"),
            _ when type == typeof(TimeSpan) => TimeSpan.FromMinutes(2),
            _ when type == typeof(int) || type == typeof(long) => Convert.ChangeType(42, type, CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException($"Add a sample of {type} for the factories of errors."),
        };
}
