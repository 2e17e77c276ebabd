using FluentValidation;
using LiveChat.Application.Common;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Users.ListUsers;

public sealed class ListUsersValidator : AbstractValidator<ListUsersQuery>
{
    public ListUsersValidator()
    {
        RuleFor(q => q.Role).IsNameOf<ListUsersQuery, UserRole>();
        RuleFor(q => q.Status).IsNameOf<ListUsersQuery, UserStatus>();
        RuleFor(q => q.Search).MaximumLength(100);
        RuleFor(q => q.Sort).IsSortOf<ListUsersQuery, UserColumn>();
        Include(new PagedRules<ListUsersQuery>(q => q.Paging));
    }
}
