namespace LiveChat.Application.Conversations;

/// <summary>The head of each of the actor's own conversations.</summary>
public sealed record GetHeadsQuery(Actor Actor) : IRequest<Result<HeadsDto>>, ISignedInRequest, ICostlyRequest
{
    CostlyKind ICostlyRequest.Kind => CostlyKind.Heads;
}

public sealed class GetHeadsHandler(IConversationReader conversations) : IRequestHandler<GetHeadsQuery, Result<HeadsDto>>
{
    public async Task<Result<HeadsDto>> Handle(GetHeadsQuery request, CancellationToken cancellationToken) =>
        new HeadsDto(await conversations.HeadsAsync(request.Actor.UserId, cancellationToken));
}

/// <summary>The head of a conversation for one member, from which a client sees what it lacks.</summary>
public sealed record HeadDto
{
    public required long ConversationId { get; init; }

    public required long Revision { get; init; }

    public required long LastSequence { get; init; }

    public required long LastReadSequence { get; init; }

    public required int UnreadCount { get; init; }

    /// <summary>The head as one member sees it, or as a watching admin does when <paramref name="member"/> is no participant.</summary>
    public static HeadDto From(ConversationSnapshot conversation, UserId? member)
    {
        var participant = member is null ? null : conversation.Participants.FirstOrDefault(p => p.UserId == member);
        return new HeadDto
        {
            ConversationId = conversation.Id.Value,
            Revision = conversation.Revision,
            LastSequence = conversation.LastSequence,
            LastReadSequence = participant?.LastReadSequence ?? 0,
            UnreadCount = participant?.UnreadCount ?? 0,
        };
    }
}

public sealed record HeadsDto(IReadOnlyList<HeadDto> Heads);
