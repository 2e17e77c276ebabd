using FluentValidation;

namespace LiveChat.UnitTests.Common;

internal static class Validation
{
    /// <summary>The wire names of the fields that a validator refuses, in alphabetical order.</summary>
    public static IReadOnlyList<string> FieldsRefusedBy<T>(this T request, IValidator<T> validator) =>
        [
            .. validator
                .Validate(request)
                .Errors.Select(e => Application.Common.FieldNames.OfPath(e.PropertyName))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
}
