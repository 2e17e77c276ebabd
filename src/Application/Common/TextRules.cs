using ADRaffy.ENSNormalize;

namespace LiveChat.Application.Common;

public static class TextRules
{
    /// <summary>Refuses text of invisible characters alone. Null, the empty string and white space pass.</summary>
    public static IRuleBuilderOptions<T, string?> IsEmptyOrVisible<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => string.IsNullOrWhiteSpace(text) || VisibleText.IsIn(text)).WithMessage(_ => ErrorText.Of("Validation.Invisible"));
}

/// <summary>The rule of a query with a time range; <c>Include</c> it. The failure carries the name of the query parameter.</summary>
public sealed class TimeRangeRules<TQuery> : AbstractValidator<TQuery>
{
    public TimeRangeRules(Func<TQuery, DateTimeOffset?> from, Func<TQuery, DateTimeOffset?> to)
    {
        RuleFor(q => to(q))
            .Must((query, end) => !(from(query) > end))
            .WithMessage(_ => ErrorText.Of("Validation.TimeRange"))
            .OverridePropertyName("to");
    }
}

/// <summary>
/// Unicode normalization, so that equal texts compare equal: é may be one character or two, depending on the keyboard. The framework's own
/// normalization needs the system's ICU, which the server does without, and then returns texts unchanged.
/// </summary>
public static class NormalForm
{
    /// <summary>The first character that composition or decomposition can affect.</summary>
    private const char FirstOfConcern = '\u0300';

    /// <summary>Canonical composition (NFC), in which names, passwords and searches are compared and stored.</summary>
    public static string ToNormalForm(this string text) =>
        text.AsSpan().IndexOfAnyExceptInRange('\0', (char)(FirstOfConcern - 1)) < 0 ? text : ENSNormalize.NF.NFC(text);

    /// <summary>Canonical decomposition (NFD).</summary>
    public static string Decomposed(this string text) => ENSNormalize.NF.NFD(text);
}
