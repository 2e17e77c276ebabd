namespace LiveChat.Application.Messages;

/// <summary>
/// Restores a message that was taken down, with its content and its file. A message that was not taken down stays as it is.
/// </summary>
public sealed record RestoreMessageCommand(Actor Actor, long MessageId) : IRequest<Result<MessageDto>>, IAdminRequest
{
    public MessageId? SubjectMessage => new(MessageId);
}

public sealed class RestoreMessageHandler(
    IConversationWriter writer,
    IAttachmentRepository attachments,
    IFileStorage storage,
    IMediaUrls urls,
    TimeProvider clock
) : IRequestHandler<RestoreMessageCommand, Result<MessageDto>>
{
    public async Task<Result<MessageDto>> Handle(RestoreMessageCommand request, CancellationToken cancellationToken)
    {
        var id = new MessageId(request.MessageId);
        // The file is restored before the message names it again. The encrypted copy is deleted last.
        using var held = await storage.HoldSealedAsync(cancellationToken);
        var folder = await attachments.FindOfMessageAsync(id, cancellationToken) is { SealedAt: not null } attachment
            ? attachment.Folders[0]
            : null;
        if (folder is not null)
            await storage.UnsealAsync(folder, cancellationToken);
        var restored = await writer.WriteAsync(store => Restore(store, request.Actor, id), cancellationToken);
        if (folder is not null)
            await (
                restored.IsSuccess
                    ? storage.DeleteSealedAsync(folder, CancellationToken.None)
                    : storage.DeleteOpenAsync(folder, CancellationToken.None)
            );
        return restored;
    }

    private Result<MessageDto> Restore(IConversationStore store, Actor actor, MessageId id)
    {
        if (store.FindMessage(id) is not { } message || store.FindConversation(message.ConversationId) is not { } conversation)
            return MessageErrors.NotFound;
        var quoted = store.FindQuoted(message.ReplyToId);
        var attachment = store.FindAttachment(message.AttachmentId);
        var restored = conversation.BringBack(message, store.FindSealedContent(id), quoted, attachment, store);
        if (!restored.IsSuccess)
            return restored.Error;
        if (restored.Value is { } changed)
        {
            store.Update(changed);
            store.Audit(
                AuditEntry.Of(
                    actor.UserId,
                    AuditAction.MessageRestored,
                    id.ToString(),
                    [MessageFacts.Of(message)],
                    actor.Address,
                    clock.GetUtcNow()
                )
            );
        }

        return MessageDto.From(restored.Value ?? new MessageView(message, quoted?.Quote, attachment), urls);
    }
}

/// <summary>Pushes a restored message to the members.</summary>
public sealed class PushRestoredMessage(IChatNotifier notifier, IMediaUrls urls, ILogger<PushRestoredMessage> logger)
    : Push<MessageRestored>(logger)
{
    protected override Task PushAsync(MessageRestored domainEvent) =>
        notifier.MessageUpdatedAsync(domainEvent.Conversation.MemberIds(), MessageDto.From(domainEvent.View, urls));
}
