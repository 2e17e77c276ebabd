using System.Linq.Expressions;

namespace LiveChat.Infrastructure.Persistence.Readers;

internal static class Ordering
{
    public static IOrderedQueryable<T> By<T, TKey>(this IQueryable<T> rows, Expression<Func<T, TKey>> key, bool isDescending) =>
        isDescending ? rows.OrderByDescending(key) : rows.OrderBy(key);

    /// <summary>Settles ties in the direction of the order itself, so that one index serves both.</summary>
    public static IOrderedQueryable<T> ThenBy<T, TKey>(this IOrderedQueryable<T> rows, Expression<Func<T, TKey>> key, bool isDescending) =>
        isDescending ? rows.ThenByDescending(key) : rows.ThenBy(key);
}
