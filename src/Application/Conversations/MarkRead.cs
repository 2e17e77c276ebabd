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
            ExpectedLookups.Of(id),
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
            new ReadUpdatedDto(conversation.Id.Value, reader.UserId.Value, reader.LastReadSequence, reader.UnreadCount),
            conversation.Revision
        );
    }
}

/// <summary>Reads several of the actor's conversations to their ends.</summary>
/// <param name="ConversationIds">1 to 100 of them; all or none are read.</param>
/// <param name="All">True reads all of the actor's conversations; no ids are given then.</param>
public sealed record ReadConversationsCommand(Actor Actor, IReadOnlyList<long>? ConversationIds, bool All)
    : IRequest<Result<ReadCountDto>>,
        IMemberRequest
{
    public const int MaxIds = 100;
}

/// <param name="Count">How many conversations had unread messages or were marked unread.</param>
public sealed record ReadCountDto(int Count);

public sealed class ReadConversationsValidator : AbstractValidator<ReadConversationsCommand>
{
    public ReadConversationsValidator() =>
        RuleFor(c => c.ConversationIds)
            .Must((command, ids) => command.All ? ids is null : ids?.Count is >= 1 and <= ReadConversationsCommand.MaxIds)
            .WithMessage(_ => LocalizedText.Of("Validation.ConversationIds", ReadConversationsCommand.MaxIds));
}

public sealed class ReadConversationsHandler(IConversationWriter writer, IConversationReader conversations)
    : IRequestHandler<ReadConversationsCommand, Result<ReadCountDto>>
{
    public async Task<Result<ReadCountDto>> Handle(ReadConversationsCommand request, CancellationToken cancellationToken)
    {
        var reader = request.Actor.UserId;
        var ids = request.All
            ? await conversations.FindUnreadAsync(reader, cancellationToken)
            : [.. request.ConversationIds!.Distinct().Select(id => new ConversationId(id))];
        var count = 0;
        // Conversations are read in batches, so that others' messages don't wait for a user with thousands of them.
        foreach (var some in ids.Chunk(ReadConversationsCommand.MaxIds))
        {
            var read = await writer.WriteAsync(store => Read(store, reader, some), ExpectedLookups.Of(some), cancellationToken);
            if (!read.IsSuccess)
                return read.Error;
            count += read.Value;
        }

        return new ReadCountDto(count);
    }

    private static Result<int> Read(IConversationStore store, UserId reader, ConversationId[] ids)
    {
        var found = new List<(Conversation Conversation, Participant Reader)>(ids.Length);
        foreach (var id in ids)
        {
            if (store.FindConversation(id) is not { } conversation || conversation.FindParticipant(reader) is not { } participant)
                return ConversationErrors.NotFound;
            found.Add((conversation, participant));
        }

        var count = 0;
        foreach (var (conversation, participant) in found)
        {
            if (participant.UnreadCount > 0 || participant.IsMarkedUnread)
                count++;
            var read = conversation.MarkRead(reader, conversation.LastSequence, after => store.CountUnread(conversation.Id, reader, after));
            if (!read.IsSuccess)
                return read.Error;
        }

        return count;
    }
}
