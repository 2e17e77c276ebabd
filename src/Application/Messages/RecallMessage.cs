namespace LiveChat.Application.Messages;

/// <summary>Recalls one of the actor's own messages, within the recall window.</summary>
public sealed record RecallMessageCommand(Actor Actor, long MessageId) : IRequest<Result<MessageDto>>, IMemberRequest;

public sealed class RecallMessageHandler(IConversationWriter writer, ChatOptions options, IMediaUrls urls, TimeProvider clock)
    : IRequestHandler<RecallMessageCommand, Result<MessageDto>>
{
    public async Task<Result<MessageDto>> Handle(RecallMessageCommand request, CancellationToken cancellationToken)
    {
        return await writer.WriteAsync<MessageDto>(
            store =>
            {
                if (
                    store.FindMessage(new MessageId(request.MessageId)) is not { } message
                    || store.FindConversation(message.ConversationId) is not { } conversation
                )
                    return MessageErrors.NotFound;
                var recalled = conversation.Recall(
                    message,
                    store.FindAttachment(message.AttachmentId),
                    request.Actor.UserId,
                    options.RecallWindow,
                    clock.GetUtcNow(),
                    store
                );
                if (!recalled.IsSuccess)
                    return recalled.Error;
                if (recalled.Value is { } changed)
                    store.Update(changed);
                return MessageDto.From(recalled.Value ?? new MessageView(message), urls);
            },
            ExpectedLookups.Of(new MessageId(request.MessageId)),
            cancellationToken
        );
    }
}

/// <summary>Pushes a recalled message to the members.</summary>
public sealed class PushRecalledMessage(IChatNotifier notifier, IMediaUrls urls, ILogger<PushRecalledMessage> logger)
    : Push<MessageRecalled>(logger)
{
    protected override Task PushAsync(MessageRecalled domainEvent) =>
        notifier.MessageUpdatedAsync(domainEvent.Conversation.MemberIds(), MessageDto.From(domainEvent.View, urls));
}
