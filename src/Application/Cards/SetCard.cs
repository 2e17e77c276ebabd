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
            .WithMessage(_ => ErrorText.Of("Validation.ContentTooLong", Card.MaxNoteLength))
            .IsEmptyOrVisible();
        RuleFor(c => c.Tags)
            .Must(tags =>
                tags is null
                || (tags.Count <= Card.MaxTags && tags.All(t => t?.Trim().Length is >= 1 and <= Card.MaxTagLength && VisibleText.IsIn(t)))
            )
            .WithMessage(_ => ErrorText.Of("Validation.Tags", Card.MaxTags, Card.MaxTagLength));
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
