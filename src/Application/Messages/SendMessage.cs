namespace LiveChat.Application.Messages;

/// <summary>Appends a message to a conversation. Sending the same again gives the first message.</summary>
public sealed record SendMessageCommand(
    Actor Actor,
    long ConversationId,
    string? ClientMessageId,
    string? Type,
    string? Content,
    long? AttachmentId,
    long? ReplyToId
) : IRequest<Result<SentMessage>>, IMemberRequest, ILimitedRequest
{
    LimitKind ILimitedRequest.Limit => LimitKind.Send;

    string ILimitedRequest.LimitKey => Actor.UserId.Value;
}

/// <param name="IsNew">False when this message had been sent before.</param>
public sealed record SentMessage(MessageDto Message, bool IsNew);

public sealed class SendMessageValidator : AbstractValidator<SendMessageCommand>
{
    private static readonly MessageType[] SentByMembers = [MessageType.Text, MessageType.Image, MessageType.File, MessageType.Voice];

    public SendMessageValidator()
    {
        RuleFor(c => c.ClientMessageId).NotEmpty();
        RuleFor(c => c.ClientMessageId)
            .Must(id => string.IsNullOrEmpty(id) || ClientMessageId.TryParse(id, out _))
            .WithMessage(_ => LocalizedText.Of("Validation.ClientMessageId", ClientMessageId.MaxLength));
        RuleFor(c => c.Type).NotEmpty().IsNameOf(SentByMembers);
        RuleFor(c => c.Content)
            .Must(
                (command, content) =>
                    TypeOf(command) is not { } type || Message.Trim(content ?? "").Length <= Message.MaxContentLengthOf(type)
            )
            .WithMessage(command => LocalizedText.Of("Validation.ContentTooLong", Message.MaxContentLengthOf(TypeOf(command)!.Value)));
        When(
            c => TypeOf(c) == MessageType.Text,
            () =>
            {
                RuleFor(c => c.Content)
                    .Must(content => VisibleText.IsIn(content ?? ""))
                    .WithMessage(_ => LocalizedText.Of("Validation.ContentEmpty"));
                RuleFor(c => c.AttachmentId).Null().WithMessage(_ => LocalizedText.Of("Validation.TextTakesNoAttachment"));
            }
        );
        RuleFor(c => c.Content).IsEmptyOrVisible().When(c => TypeOf(c) != MessageType.Text);
        RuleFor(c => c.AttachmentId).NotNull().When(c => TypeOf(c) is { } type && type != MessageType.Text);
    }

    private static MessageType? TypeOf(SendMessageCommand command) =>
        WireNames<MessageType>.TryParse(command.Type, out var type) && SentByMembers.Contains(type) ? type : null;
}

public sealed class SendMessageHandler(IConversationWriter writer, IMediaUrls urls, ConversationClock clock)
    : IRequestHandler<SendMessageCommand, Result<SentMessage>>
{
    public async Task<Result<SentMessage>> Handle(SendMessageCommand request, CancellationToken cancellationToken)
    {
        var conversationId = new ConversationId(request.ConversationId);
        var senderId = request.Actor.UserId;
        var draft = new MessageDraft(
            ClientMessageId.From(request.ClientMessageId!),
            WireNames<MessageType>.Parse(request.Type!),
            request.Content ?? "",
            request.AttachmentId is { } attachmentId ? new AttachmentId(attachmentId) : null,
            request.ReplyToId is { } replyToId ? new MessageId(replyToId) : null
        );
        return await writer.WriteAsync(
            store => Send(store, conversationId, senderId, draft),
            ExpectedLookups.OfSending(conversationId, senderId, draft.ClientMessageId),
            cancellationToken
        );
    }

    private Result<SentMessage> Send(IConversationStore store, ConversationId conversationId, UserId senderId, MessageDraft draft)
    {
        if (store.FindConversation(conversationId) is not { } conversation || conversation.FindParticipant(senderId) is null)
            return ConversationErrors.NotFound;
        if (store.FindMessage(conversationId, senderId, draft.ClientMessageId) is { } first)
        {
            return first.IsRetryOf(draft)
                ? new SentMessage(MessageDto.From(ViewOf(first, store), urls), IsNew: false)
                : MessageErrors.ClientMessageIdReused;
        }

        var posted = conversation.Post(
            store.NextMessageId(),
            senderId,
            draft,
            store.FindQuoted(draft.ReplyToId),
            store.FindAttachment(draft.AttachmentId),
            clock.GetNow()
        );
        if (!posted.IsSuccess)
            return posted.Error;
        store.Add(posted.Value);
        return new SentMessage(MessageDto.From(posted.Value, urls), IsNew: true);
    }

    private static MessageView ViewOf(Message message, IConversationStore store) =>
        new(message, store.FindQuoted(message.ReplyToId)?.Quote, store.FindAttachment(message.AttachmentId));
}

/// <summary>Delivers a new message to every connection of every member, the sending one included.</summary>
public sealed class PushPostedMessage(IChatNotifier notifier, IMediaUrls urls, ILogger<PushPostedMessage> logger)
    : Push<MessagePosted>(logger)
{
    protected override Task PushAsync(MessagePosted domainEvent) =>
        notifier.MessageReceivedAsync(domainEvent.Conversation.MemberIds(), MessageDto.From(domainEvent.View, urls));
}
