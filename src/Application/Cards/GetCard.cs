namespace LiveChat.Application.Cards;

/// <summary>The actor's note and tags about a user; empty where there are none.</summary>
public sealed record GetCardQuery(Actor Actor, string UserId) : IRequest<Result<CardDto>>, ISignedInRequest;

public sealed class GetCardHandler(ICardRepository cards, CardAccess access) : IRequestHandler<GetCardQuery, Result<CardDto>>
{
    public async Task<Result<CardDto>> Handle(GetCardQuery request, CancellationToken cancellationToken)
    {
        if (await access.RefuseAsync(request.Actor, request.UserId, cancellationToken) is { } refused)
            return refused;
        return CardDto.From(await cards.FindAsync(request.Actor.UserId, UserId.From(request.UserId), cancellationToken));
    }
}

/// <summary>The caller's own note and tags about a user.</summary>
public sealed record CardDto(string Note, IReadOnlyList<string> Tags)
{
    public static CardDto From(Card? card) => card is null ? new CardDto("", []) : new CardDto(card.Note, card.Tags);
}

/// <summary>Who may keep a card: merchants and platform support, about people they share a conversation with.</summary>
public sealed class CardAccess(IUserReader users, IConversationReader conversations)
{
    /// <returns>The refusal, or null when the actor may.</returns>
    public async Task<Error?> RefuseAsync(Actor actor, string id, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(id, out var about))
            return UserErrors.NotFound;
        if (actor.Role is UserRole.Merchant or UserRole.Platform)
            return about != actor.UserId && await conversations.ShareAsync(actor.UserId, about, cancellationToken)
                ? null
                : UserErrors.NotFound;
        return await users.FindAsync(actor, about, cancellationToken) is null ? UserErrors.NotFound : IdentityErrors.RoleNotAllowed;
    }
}
