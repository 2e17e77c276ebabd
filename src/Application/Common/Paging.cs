namespace LiveChat.Application.Common;

/// <summary>The page of a list. Pages count from 1.</summary>
public sealed record Paging(int Page, int PageSize)
{
    public const int DefaultPageSize = 20;
    public const int MaxPageSize = 100;

    public int Skip => (int)Math.Min(int.MaxValue, (Page - 1L) * PageSize);

    public static Paging Of(int? page, int? pageSize) => new(page ?? 1, pageSize ?? DefaultPageSize);
}
