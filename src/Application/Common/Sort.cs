using FluentValidation;

namespace LiveChat.Application.Common;

/// <summary>The column by which a list is sorted. Equal rows keep a stable order, so that pages never overlap.</summary>
public readonly record struct Sort<TColumn>(TColumn Column, bool IsDescending)
    where TColumn : struct, Enum
{
    private const char Descending = '-';

    /// <param name="text">A column's name, with a minus before it for the largest first; null for the list's own order.</param>
    /// <exception cref="ArgumentException">The text names no column; validate it first.</exception>
    public static Sort<TColumn>? Parse(string? text) =>
        text is null ? null
        : TryParse(text, out var sort) ? sort
        : throw new ArgumentException($"'{text}' is no order of {typeof(TColumn).Name}.", nameof(text));

    internal static bool TryParse(string text, out Sort<TColumn> sort)
    {
        var isDescending = text.StartsWith(Descending);
        var isColumn = WireNames<TColumn>.TryParse(isDescending ? text[1..] : text, out var column);
        sort = new Sort<TColumn>(column, isDescending);
        return isColumn;
    }
}

public static class SortRules
{
    /// <summary>The text must name one of the columns, with or without a minus; null passes.</summary>
    public static IRuleBuilderOptions<T, string?> IsSortOf<T, TColumn>(this IRuleBuilder<T, string?> rule)
        where TColumn : struct, Enum => rule
        .Must(text => text is null || Sort<TColumn>.TryParse(text, out _))
        .WithMessage(_ => ErrorText.Of("Validation.Sort", WireNames<TColumn>.Listed(Enum.GetValues<TColumn>())));
}
