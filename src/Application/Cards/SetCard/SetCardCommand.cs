using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Cards.SetCard;

/// <summary>Writes the actor's note and tags about a user; null leaves a part as it is.</summary>
public sealed record SetCardCommand(Actor Actor, string UserId, string? Note, IReadOnlyList<string>? Tags) : IRequest<Result<CardDto>>;
