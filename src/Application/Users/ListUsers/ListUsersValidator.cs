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
        RuleFor(q => q.Ids)
            .Must((query, _) => query.SplitIds().Count <= Paging.MaxPageSize).WithMessage(_ => ErrorText.Of("Validation.TooMany", Paging.MaxPageSize))
            .Must((query, _) => query.SplitIds().All(UserRules.IsUserId)).WithMessage(_ => ErrorText.Of("Validation.UserId", UserId.MaxLength));
        Include(new PagedRules<ListUsersQuery>(q => q.Paging));
    }
}
