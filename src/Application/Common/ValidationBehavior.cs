using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
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
            ? ErrorText.Of($"Rule.{key}")
            : base.GetString(
                key,
                (culture ?? CultureInfo.CurrentUICulture).Name.StartsWith("en", StringComparison.Ordinal) ? English : Chinese
            );

    private sealed class SimplifiedChinese() : CultureInfo("zh-CN")
    {
        public override string Name => "zh-Hans";
    }
}
