using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using ADRaffy.ENSNormalize;
using FluentValidation.Resources;

namespace LiveChat.Application.Common;

/// <summary>Runs the validators of a request before its handler, and refuses what they refuse.</summary>
public sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators)
    : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
    where TResponse : Result, IFailable<TResponse>
{
    private readonly IValidator<TRequest>[] _validators = validators as IValidator<TRequest>[] ?? [.. validators];

    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        Dictionary<string, List<string>>? errors = null;
        foreach (var validator in _validators)
        {
            foreach (var failure in validator.Validate(request).Errors)
            {
                errors ??= [];
                var field = FieldNames.OfPath(failure.PropertyName);
                if (!errors.TryGetValue(field, out var messages))
                    errors[field] = messages = [];
                if (!messages.Contains(failure.ErrorMessage))
                    messages.Add(failure.ErrorMessage);
            }
        }

        return errors is null
            ? next()
            : Task.FromResult(TResponse.Fail(new ValidationError(errors.ToDictionary(e => e.Key, e => e.Value.ToArray()))));
    }
}

/// <summary>Names of properties in snake_case, as clients see them.</summary>
public static class FieldNames
{
    public static string Of(string property) => JsonNamingPolicy.SnakeCaseLower.ConvertName(property);

    /// <summary><c>Users[2].Role</c> becomes <c>users[2].role</c>.</summary>
    public static string OfPath(string path) => string.Join('.', path.Split('.').Select(Of));
}

/// <summary>A validation failure, field by field.</summary>
/// <param name="Errors">The sentences about each field, by its JSON name.</param>
public sealed record ValidationError(IReadOnlyDictionary<string, string[]> Errors) : Error(ErrorKind.Validation, "Validation.Failed");

/// <summary>
/// The sentences of FluentValidation's own rules in zh-CN and en. The rules in use have sentences of ours, which don't name the field:
/// people see it beside the sentence, and its name in the code means nothing to them. The library keeps its Chinese under <c>zh-Hans</c>
/// and finds it by the parents of <c>zh-CN</c>, which are unknown without ICU; without this class it would answer in English.
/// </summary>
internal sealed class ValidationLanguage : LanguageManager
{
    private static readonly FrozenSet<string> Ours = FrozenSet.Create(
        "NotEmptyValidator",
        "NotNullValidator",
        "LengthValidator",
        "MaximumLengthValidator",
        "GreaterThanOrEqualValidator",
        "InclusiveBetweenValidator"
    );

    private static readonly CultureInfo English = new("en");
    private static readonly CultureInfo Chinese = new SimplifiedChinese();

    public override string GetString(string key, CultureInfo? culture = null) =>
        Ours.Contains(key)
            ? LocalizedText.Of($"Rule.{key}")
            : base.GetString(
                key,
                (culture ?? CultureInfo.CurrentUICulture).Name.StartsWith("en", StringComparison.Ordinal) ? English : Chinese
            );

    private sealed class SimplifiedChinese() : CultureInfo("zh-CN")
    {
        public override string Name => "zh-Hans";
    }
}

public static class TextRules
{
    /// <summary>Refuses text of invisible characters alone. Null, the empty string and white space pass.</summary>
    public static IRuleBuilderOptions<T, string?> IsEmptyOrVisible<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(text => string.IsNullOrWhiteSpace(text) || VisibleText.IsIn(text))
            .WithMessage(_ => LocalizedText.Of("Validation.Invisible"));
}

/// <summary>The rule of a query with a time range; <c>Include</c> it. The failure carries the name of the query parameter.</summary>
public sealed class TimeRangeRules<TQuery> : AbstractValidator<TQuery>
{
    public TimeRangeRules(Func<TQuery, DateTimeOffset?> from, Func<TQuery, DateTimeOffset?> to)
    {
        RuleFor(q => to(q))
            .Must((query, end) => !(from(query) > end))
            .WithMessage(_ => LocalizedText.Of("Validation.TimeRange"))
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
