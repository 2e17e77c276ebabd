using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Cards.GetCard;

/// <summary>What the actor has noted about somebody; empty where nothing was.</summary>
public sealed record GetCardQuery(Actor Actor, string UserId) : IRequest<Result<CardDto>>;
