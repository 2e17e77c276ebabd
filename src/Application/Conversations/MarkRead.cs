namespace LiveChat.Application.Conversations;

/// <summary>Moves the actor's cursor forward.</summary>
/// <param name="Sequence">The sequence up to which the actor has read.</param>
public sealed record MarkReadCommand(Actor Actor, long ConversationId, long? Sequence) : IRequest<Result<ReadStateDto>>, IMemberRequest;

public sealed class MarkReadValidator : AbstractValidator<MarkReadCommand>
{
    public MarkReadValidator() => RuleFor(c => c.Sequence).NotNull().GreaterThanOrEqualTo(0);
}

public sealed class MarkReadHandler(IConversationWriter writer) : IRequestHandler<MarkReadCommand, Result<ReadStateDto>>
{
    public async Task<Result<ReadStateDto>> Handle(MarkReadCommand request, CancellationToken cancellationToken)
    {
        var id = new ConversationId(request.ConversationId);
        var reader = request.Actor.UserId;
        return await writer.WriteAsync<ReadStateDto>(
            store =>
            {
                if (store.FindConversation(id) is not { } conversation)
                    return ConversationErrors.NotFound;
                var read = conversation.MarkRead(reader, request.Sequence!.Value, sequence => store.CountUnread(id, reader, sequence));
                return read.IsSuccess ? new ReadStateDto(read.Value.UnreadCount, read.Value.LastReadSequence) : read.Error;
            },
            cancellationToken
        );
    }
}

/// <summary>Shows the receipt to every member, the reader's other tabs included.</summary>
public sealed class PushReadConversation(IChatNotifier notifier, ILogger<PushReadConversation> logger) : Push<ConversationRead>(logger)
{
    protected override Task PushAsync(ConversationRead domainEvent)
    {
        var (conversation, reader) = domainEvent;
        return notifier.ReadUpdatedAsync(
            conversation.MemberIds(),
            new ReadUpdatedDto(conversation.Id.Value, reader.UserId.Value, reader.LastReadSequence, reader.UnreadCount)
        );
    }
}
