using FluentValidation;

namespace LiveChat.Application.QuickReplies.ChangeQuickReply;

public sealed class ChangeQuickReplyValidator : AbstractValidator<ChangeQuickReplyCommand>
{
    public ChangeQuickReplyValidator() => Include(new QuickReplyRules<ChangeQuickReplyCommand>(c => c.Text));
}
