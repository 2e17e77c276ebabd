using FluentValidation;

namespace LiveChat.Application.QuickReplies.AddQuickReply;

public sealed class AddQuickReplyValidator : AbstractValidator<AddQuickReplyCommand>
{
    public AddQuickReplyValidator() => Include(new QuickReplyRules<AddQuickReplyCommand>(c => c.Text));
}
