using FluentValidation;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using LiveChat.Domain.Messages;

namespace LiveChat.Application.Messages.SendMessage;

public sealed class SendMessageValidator : AbstractValidator<SendMessageCommand>
{
    private static readonly MessageType[] SentByMembers = [MessageType.Text, MessageType.Image, MessageType.File, MessageType.Voice];

    public SendMessageValidator()
    {
        RuleFor(c => c.ClientMessageId).NotEmpty();
        RuleFor(c => c.ClientMessageId)
            .Must(id => string.IsNullOrEmpty(id) || ClientMessageId.TryParse(id, out _))
            .WithMessage(_ => ErrorText.Of("Validation.ClientMessageId", ClientMessageId.MaxLength));
        RuleFor(c => c.Type).NotEmpty().IsNameOf(SentByMembers);
        RuleFor(c => c.Content)
            .Must((command, content) => TypeOf(command) is not { } type || Message.Trim(content ?? "").Length <= Message.MaxContentLengthOf(type))
            .WithMessage(command => ErrorText.Of("Validation.ContentTooLong", Message.MaxContentLengthOf(TypeOf(command)!.Value)));
        When(c => TypeOf(c) == MessageType.Text, () =>
        {
            RuleFor(c => c.Content).Must(content => VisibleText.IsIn(content ?? "")).WithMessage(_ => ErrorText.Of("Validation.ContentEmpty"));
            RuleFor(c => c.AttachmentId).Null().WithMessage(_ => ErrorText.Of("Validation.TextTakesNoAttachment"));
        });
        RuleFor(c => c.Content).IsEmptyOrVisible().When(c => TypeOf(c) != MessageType.Text);
        RuleFor(c => c.AttachmentId).NotNull().When(c => TypeOf(c) is { } type && type != MessageType.Text);
    }

    private static MessageType? TypeOf(SendMessageCommand command) =>
        WireNames<MessageType>.TryParse(command.Type, out var type) && SentByMembers.Contains(type) ? type : null;
}
