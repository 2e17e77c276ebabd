using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Cards.GetCard;

/// <summary>The actor's note and tags about a user; empty where there are none.</summary>
public sealed record GetCardQuery(Actor Actor, string UserId) : IRequest<Result<CardDto>>;
