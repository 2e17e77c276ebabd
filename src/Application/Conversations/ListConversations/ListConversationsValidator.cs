using FluentValidation;
using LiveChat.Application.Common;
using LiveChat.Application.Users;

namespace LiveChat.Application.Conversations.ListConversations;

public sealed class ListConversationsValidator : AbstractValidator<ListConversationsQuery>
{
    public ListConversationsValidator()
    {
        RuleFor(q => q.Search).MaximumLength(100);
        RuleFor(q => q.UserId).IsUserId().When(q => q.Actor.IsAdmin);
        RuleFor(q => q.Sort).IsSortOf<ListConversationsQuery, ConversationColumn>();
        Include(new PagedRules<ListConversationsQuery>(q => q.Paging));
    }
}
