namespace LiveChat.Application.Cards;

/// <summary>Writes the actor's note and tags about a user; null leaves a part as it is.</summary>
public sealed record SetCardCommand(Actor Actor, string UserId, string? Note, IReadOnlyList<string>? Tags)
    : IRequest<Result<CardDto>>,
        ISignedInRequest;

public sealed class SetCardValidator : AbstractValidator<SetCardCommand>
{
    public SetCardValidator()
    {
        RuleFor(c => c.Note)
            .Must(note => note is null || note.TrimEnd().Length <= Card.MaxNoteLength)
            .WithMessage(_ => LocalizedText.Of("Validation.ContentTooLong", Card.MaxNoteLength))
            .IsEmptyOrVisible();
        RuleFor(c => c.Tags)
            .Must(tags =>
                tags is null
                || (tags.Count <= Card.MaxTags && tags.All(t => t?.Trim().Length is >= 1 and <= Card.MaxTagLength && VisibleText.IsIn(t)))
            )
            .WithMessage(_ => LocalizedText.Of("Validation.Tags", Card.MaxTags, Card.MaxTagLength));
    }
}

public sealed class SetCardHandler(IUnitOfWork unitOfWork, ICardRepository cards, CardAccess access, TimeProvider clock)
    : IRequestHandler<SetCardCommand, Result<CardDto>>
{
    public Task<Result<CardDto>> Handle(SetCardCommand request, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Result<CardDto>>(
            async ct =>
            {
                if (await access.RefuseAsync(request.Actor, request.UserId, ct) is { } refused)
                    return refused;
                var about = UserId.From(request.UserId);
                if (await cards.FindAsync(request.Actor.UserId, about, ct) is not { } card)
                {
                    card = Card.Create(request.Actor.UserId, about);
                    cards.Add(card);
                }

                card.Write(request.Note, request.Tags, clock.GetUtcNow());
                return CardDto.From(card);
            },
            cancellationToken
        );
}

/// <summary>Loads and adds cards inside a unit of work.</summary>
public interface ICardRepository
{
    Task<Card?> FindAsync(UserId ownerId, UserId aboutId, CancellationToken cancellationToken);

    void Add(Card card);
}

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
