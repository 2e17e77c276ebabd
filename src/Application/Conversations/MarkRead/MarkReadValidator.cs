using FluentValidation;

namespace LiveChat.Application.Conversations.MarkRead;

public sealed class MarkReadValidator : AbstractValidator<MarkReadCommand>
{
    public MarkReadValidator() => RuleFor(c => c.Sequence).NotNull().GreaterThanOrEqualTo(0);
}
