using FluentValidation;

namespace LiveChat.Application.QuickReplies.ChangeQuickReply;

public sealed class ChangeQuickReplyValidator : AbstractValidator<ChangeQuickReplyCommand>
{
    public ChangeQuickReplyValidator() => RuleFor(c => c.Content).IsQuickReply();
}
