using System.Collections.Frozen;
using System.Text.Json;

namespace LiveChat.Application.Common;

/// <summary>The names of an enum's values in JSON: snake_case, case-sensitive.</summary>
public static class WireNames<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<string, TEnum> Values = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(v => JsonNamingPolicy.SnakeCaseLower.ConvertName(v.ToString()), StringComparer.Ordinal);

    private static readonly FrozenDictionary<TEnum, string> Names = Values.ToFrozenDictionary(v => v.Value, v => v.Key);

    public static string Of(TEnum value) => Names[value];

    public static bool TryParse(string? text, out TEnum value)
    {
        value = default;
        return text is not null && Values.TryGetValue(text, out value);
    }

    /// <exception cref="ArgumentException">The text is no value; validate it first.</exception>
    public static TEnum Parse(string text) =>
        TryParse(text, out var value) ? value : throw new ArgumentException($"'{text}' is not a {typeof(TEnum).Name}.", nameof(text));

    internal static string Listed(IEnumerable<TEnum> allowed) => string.Join(", ", allowed.Select(Of));
}

public static class WireNameRules
{
    /// <summary>The text must name one of <paramref name="allowed"/> (all values by default); null passes.</summary>
    public static IRuleBuilderOptions<T, string?> IsNameOf<T, TEnum>(this IRuleBuilder<T, string?> rule, params TEnum[] allowed)
        where TEnum : struct, Enum
    {
        if (allowed.Length == 0)
            allowed = Enum.GetValues<TEnum>();
        return rule.Must(text => text is null || (WireNames<TEnum>.TryParse(text, out var value) && allowed.Contains(value)))
            .WithMessage(_ => LocalizedText.Of("Validation.NotOneOf", WireNames<TEnum>.Listed(allowed)));
    }
}
