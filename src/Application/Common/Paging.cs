namespace LiveChat.Application.Common;

/// <summary>The page of a list. Pages count from 1.</summary>
public sealed record Paging(int Page, int PageSize)
{
    public const int DefaultPageSize = 20;
    public const int MaxPageSize = 100;

    public int Skip => (int)Math.Min(int.MaxValue, (Page - 1L) * PageSize);

    public static Paging Of(int? page, int? pageSize) => new(page ?? 1, pageSize ?? DefaultPageSize);
}

/// <summary>The rules of a paged query; <c>Include</c> them. The failures carry the names of the query parameters.</summary>
public sealed class PagedRules<TQuery> : AbstractValidator<TQuery>
{
    public PagedRules(Func<TQuery, Paging> paging)
    {
        RuleFor(q => paging(q).Page).GreaterThanOrEqualTo(1).OverridePropertyName("page");
        RuleFor(q => paging(q).PageSize).InclusiveBetween(1, Paging.MaxPageSize).OverridePropertyName("page_size");
    }
}

/// <summary>A page of a list and the number of all that match.</summary>
public sealed record ListResult<T>(long Count, IReadOnlyList<T> Results);

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
        where TColumn : struct, Enum =>
        rule.Must(text => text is null || Sort<TColumn>.TryParse(text, out _))
            .WithMessage(_ => LocalizedText.Of("Validation.Sort", WireNames<TColumn>.Listed(Enum.GetValues<TColumn>())));
}

/// <summary>A whole list, whose rows are read while they are consumed.</summary>
/// <param name="Count">How many rows there are.</param>
public sealed record Export<T>(long Count, IAsyncEnumerable<T> Rows)
{
    /// <summary>The users whose messages are among the rows, as the audit log keeps them.</summary>
    public IReadOnlyList<AuditFact> People { get; init; } = [];
}
