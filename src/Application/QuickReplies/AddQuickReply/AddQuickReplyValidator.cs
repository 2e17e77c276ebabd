using FluentValidation;

namespace LiveChat.Application.QuickReplies.AddQuickReply;

public sealed class AddQuickReplyValidator : AbstractValidator<AddQuickReplyCommand>
{
    public AddQuickReplyValidator() => RuleFor(c => c.Content).IsQuickReply();
}
