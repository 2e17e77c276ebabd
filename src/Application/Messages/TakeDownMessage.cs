namespace LiveChat.Application.Messages;

/// <summary>Takes a message down by moderation. The reason is kept in the audit log.</summary>
/// <param name="Reason">1 to 200 characters.</param>
public sealed record TakeDownMessageCommand(Actor Actor, long MessageId, string? Reason) : IRequest<Result>, IAdminRequest
{
    public const int MaxReasonLength = 200;

    public MessageId? SubjectMessage => new(MessageId);
}

public sealed class TakeDownMessageValidator : AbstractValidator<TakeDownMessageCommand>
{
    public TakeDownMessageValidator() =>
        RuleFor(c => c.Reason).NotEmpty().MaximumLength(TakeDownMessageCommand.MaxReasonLength).IsEmptyOrVisible();
}

public sealed class TakeDownMessageHandler(IConversationWriter writer, IMediator mediator, TimeProvider clock)
    : IRequestHandler<TakeDownMessageCommand, Result>
{
    public async Task<Result> Handle(TakeDownMessageCommand request, CancellationToken cancellationToken)
    {
        var takenDown = await TakeDownAsync(request, cancellationToken);
        // If sealing fails, the message is removed all the same; the file is no longer served, and is sealed later.
        if (takenDown is { IsSuccess: true, Value: true })
            await mediator.Send(new SealFilesCommand(), CancellationToken.None);
        return takenDown;
    }

    /// <returns>Whether there is a file to be sealed.</returns>
    private Task<Result<bool>> TakeDownAsync(TakeDownMessageCommand request, CancellationToken cancellationToken) =>
        writer.WriteAsync<bool>(
            store =>
            {
                if (
                    store.FindMessage(new MessageId(request.MessageId)) is not { } message
                    || store.FindConversation(message.ConversationId) is not { } conversation
                )
                    return MessageErrors.NotFound;
                var now = clock.GetUtcNow();
                var removed = conversation.TakeDown(message, store.FindAttachment(message.AttachmentId), now, store);
                if (!removed.IsSuccess)
                    return removed.Error;
                if (removed.Value is not { } changed)
                    return false;
                store.Update(changed);
                IReadOnlyList<AuditFact> detail = [new(AuditFactKind.Reason, request.Reason!.Trim()), MessageFacts.Of(message)];
                store.Audit(
                    AuditEntry.Of(
                        request.Actor.UserId,
                        AuditAction.MessageTakenDown,
                        message.Id.ToString(),
                        detail,
                        request.Actor.Address,
                        now
                    )
                );
                return message.AttachmentId is not null;
            },
            ExpectedLookups.Of(new MessageId(request.MessageId)),
            cancellationToken
        );
}

/// <summary>Pushes a message that was taken down to the members.</summary>
public sealed class PushRemovedMessage(IChatNotifier notifier, IMediaUrls urls, ILogger<PushRemovedMessage> logger)
    : Push<MessageRemoved>(logger)
{
    protected override Task PushAsync(MessageRemoved domainEvent) =>
        notifier.MessageUpdatedAsync(domainEvent.Conversation.MemberIds(), MessageDto.From(domainEvent.View, urls));
}

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
        using var held = await storage.HoldFilesAsync(cancellationToken);
        var folder = await attachments.FindOfMessageAsync(id, cancellationToken) is { SealedAt: not null } attachment
            ? attachment.Folders[0]
            : null;
        if (folder is not null)
            await storage.UnsealAsync(folder, cancellationToken);
        var restored = await writer.WriteAsync(store => Restore(store, request.Actor, id), ExpectedLookups.Of(id), cancellationToken);
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
