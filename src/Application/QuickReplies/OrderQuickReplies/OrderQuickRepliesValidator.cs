using FluentValidation;

namespace LiveChat.Application.QuickReplies.OrderQuickReplies;

public sealed class OrderQuickRepliesValidator : AbstractValidator<OrderQuickRepliesCommand>
{
    public OrderQuickRepliesValidator() => RuleFor(c => c.Ids).NotNull();
}
