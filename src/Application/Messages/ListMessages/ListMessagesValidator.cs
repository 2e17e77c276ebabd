using FluentValidation;
using LiveChat.Application.Common;

namespace LiveChat.Application.Messages.ListMessages;

public sealed class ListMessagesValidator : AbstractValidator<ListMessagesQuery>
{
    public ListMessagesValidator()
    {
        RuleFor(q => q.Before).GreaterThanOrEqualTo(0);
        RuleFor(q => q.After).GreaterThanOrEqualTo(0);
        RuleFor(q => q.SinceRevision).GreaterThanOrEqualTo(0);
        RuleFor(q => q.Around).GreaterThanOrEqualTo(1);
        RuleFor(q => q.Around).Null().When(q => q.Before is not null || q.After is not null).WithMessage(_ => ErrorText.Of("Validation.AroundAlone"));
        RuleFor(q => q.SinceRevision).Null().When(q => q.Before is not null || q.After is not null || q.Around is not null).WithMessage(_ => ErrorText.Of("Validation.SinceRevisionAlone"));
        RuleFor(q => q.Limit).InclusiveBetween(1, ListMessagesQuery.MaxLimit);
    }
}
