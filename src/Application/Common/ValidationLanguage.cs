using System.Collections.Frozen;
using System.Globalization;
using FluentValidation.Resources;

namespace LiveChat.Application.Common;

/// <summary>
/// The sentences of FluentValidation's own rules in zh-CN and en. The rules in use have sentences of ours, which don't name the field:
/// people see it beside the sentence, and its name in the code means nothing to them. The library keeps its Chinese under <c>zh-Hans</c>
/// and finds it by the parents of <c>zh-CN</c>, which are unknown without ICU; without this class it would answer in English.
/// </summary>
internal sealed class ValidationLanguage : LanguageManager
{
    private static readonly FrozenSet<string> Ours = FrozenSet.Create(
        "NotEmptyValidator", "NotNullValidator", "LengthValidator", "MaximumLengthValidator", "GreaterThanOrEqualValidator", "InclusiveBetweenValidator");

    private static readonly CultureInfo English = new("en");
    private static readonly CultureInfo Chinese = new SimplifiedChinese();

    public override string GetString(string key, CultureInfo? culture = null) =>
        Ours.Contains(key) ? ErrorText.Of($"Rule.{key}")
        : base.GetString(key, (culture ?? CultureInfo.CurrentUICulture).Name.StartsWith("en", StringComparison.Ordinal) ? English : Chinese);

    private sealed class SimplifiedChinese() : CultureInfo("zh-CN")
    {
        public override string Name => "zh-Hans";
    }
}
