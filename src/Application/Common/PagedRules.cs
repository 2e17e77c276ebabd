using FluentValidation;

namespace LiveChat.Application.Common;

/// <summary>The rules of a paged query; <c>Include</c> them. The failures carry the names of the query parameters.</summary>
public sealed class PagedRules<TQuery> : AbstractValidator<TQuery>
{
    public PagedRules(Func<TQuery, Paging> paging)
    {
        RuleFor(q => paging(q).Page).GreaterThanOrEqualTo(1).OverridePropertyName("page");
        RuleFor(q => paging(q).PageSize).InclusiveBetween(1, Paging.MaxPageSize).OverridePropertyName("page_size");
    }
}
