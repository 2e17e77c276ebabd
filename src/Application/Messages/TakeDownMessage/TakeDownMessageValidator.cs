using FluentValidation;
using LiveChat.Application.Common;

namespace LiveChat.Application.Messages.TakeDownMessage;

public sealed class TakeDownMessageValidator : AbstractValidator<TakeDownMessageCommand>
{
    // Only admins' reasons are validated. Everybody else is refused by the handler, whatever the reason.
    public TakeDownMessageValidator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(TakeDownMessageCommand.MaxReasonLength).IsEmptyOrVisible().When(c => c.Actor.IsAdmin);
}
