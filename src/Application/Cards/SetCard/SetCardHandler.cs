using LiveChat.Application.Abstractions;
using LiveChat.Domain.Cards;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Cards.SetCard;

public sealed class SetCardHandler(IUnitOfWork unitOfWork, ICardRepository cards, CardAccess access, TimeProvider clock) : IRequestHandler<SetCardCommand, Result<CardDto>>
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
            cancellationToken);
}
