using FluentValidation;
using LiveChat.Application.Common;

namespace LiveChat.Application.Messages.TakeDownMessage;

public sealed class TakeDownMessageValidator : AbstractValidator<TakeDownMessageCommand>
{
    // For others than admins the answer must not depend on the reason: the handler refuses them.
    public TakeDownMessageValidator() => RuleFor(c => c.Reason).NotEmpty().MaximumLength(TakeDownMessageCommand.MaxReasonLength).IsEmptyOrVisible().When(c => c.Actor.IsAdmin);
}
