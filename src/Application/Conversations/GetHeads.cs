namespace LiveChat.Application.Conversations;

/// <summary>The head of each of the actor's own conversations, and the epoch to which they belong.</summary>
public sealed record GetHeadsQuery(Actor Actor) : IRequest<Result<AllHeadsDto>>, ISignedInRequest, ICostlyRequest
{
    CostlyKind ICostlyRequest.Kind => CostlyKind.Heads;
}

public sealed class GetHeadsHandler(IConversationReader conversations, IInstallationEpoch epoch)
    : IRequestHandler<GetHeadsQuery, Result<AllHeadsDto>>
{
    public async Task<Result<AllHeadsDto>> Handle(GetHeadsQuery request, CancellationToken cancellationToken) =>
        new AllHeadsDto(epoch.Current, await conversations.HeadsAsync(request.Actor.UserId, cancellationToken));
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

/// <summary>The heads of all of a member's conversations.</summary>
/// <param name="Epoch">See <see cref="IInstallationEpoch"/>. Another one than before means: forget what is held, and load anew.</param>
public sealed record AllHeadsDto(string Epoch, IReadOnlyList<HeadDto> Heads);

/// <summary>
/// From when on what clients hold is true. A server that is restored from a backup begins a new epoch, because clients may have seen what
/// was lost with the old one: they would wait for revisions that never come again, or take a new message for an old one.
/// </summary>
public interface IInstallationEpoch
{
    /// <summary>A random text that is compared and never ordered.</summary>
    string Current { get; }
}
