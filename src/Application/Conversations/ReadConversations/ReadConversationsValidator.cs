using FluentValidation;
using LiveChat.Application.Common;

namespace LiveChat.Application.Conversations.ReadConversations;

public sealed class ReadConversationsValidator : AbstractValidator<ReadConversationsCommand>
{
    public ReadConversationsValidator() => RuleFor(c => c.ConversationIds)
        .Must((command, ids) => command.All ? ids is null : ids?.Count is >= 1 and <= ReadConversationsCommand.MaxIds)
        .WithMessage(_ => ErrorText.Of("Validation.ConversationIds", ReadConversationsCommand.MaxIds));
}
