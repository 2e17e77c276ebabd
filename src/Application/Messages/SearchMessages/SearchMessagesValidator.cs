using FluentValidation;
using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Messages;

namespace LiveChat.Application.Messages.SearchMessages;

public sealed class SearchMessagesValidator : AbstractValidator<SearchMessagesQuery>
{
    public SearchMessagesValidator()
    {
        RuleFor(q => q.ConversationId).GreaterThanOrEqualTo(1);
        RuleFor(q => q.SenderId).IsUserId();
        RuleFor(q => q.Type).IsNameOf<SearchMessagesQuery, MessageType>();
        RuleFor(q => q.Search).Length(1, SearchMessagesQuery.MaxSearchLength);
        RuleFor(q => q.Sort).IsSortOf<SearchMessagesQuery, MessageColumn>();
        Include(new TimeRangeRules<SearchMessagesQuery>(q => q.From, q => q.To));
        Include(new PagedRules<SearchMessagesQuery>(q => q.Paging));
    }
}
