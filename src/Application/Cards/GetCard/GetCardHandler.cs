using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Cards.GetCard;

public sealed class GetCardHandler(ICardRepository cards, CardAccess access) : IRequestHandler<GetCardQuery, Result<CardDto>>
{
    public async Task<Result<CardDto>> Handle(GetCardQuery request, CancellationToken cancellationToken)
    {
        if (await access.RefuseAsync(request.Actor, request.UserId, cancellationToken) is { } refused)
            return refused;
        return CardDto.From(await cards.FindAsync(request.Actor.UserId, UserId.From(request.UserId), cancellationToken));
    }
}
