using FluentValidation;

namespace LiveChat.Application.Conversations.StartConversation;

public sealed class StartConversationValidator : AbstractValidator<StartConversationCommand>
{
    public StartConversationValidator() => RuleFor(c => c.TargetUserId).NotEmpty();
}
