using FluentValidation;
using LiveChat.Application.Common;

namespace LiveChat.Application.Identity.ListSessions;

public sealed class ListSessionsValidator : AbstractValidator<ListSessionsQuery>
{
    public ListSessionsValidator()
    {
        RuleFor(q => q.Sort).IsSortOf<ListSessionsQuery, SessionColumn>();
        Include(new PagedRules<ListSessionsQuery>(q => q.Paging));
    }
}
