using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.GetHeads;

/// <summary>The head of each of the actor's own conversations.</summary>
public sealed record GetHeadsQuery(Actor Actor) : IRequest<Result<HeadsDto>>, ICostlyRequest
{
    CostlyKind ICostlyRequest.Kind => CostlyKind.Heads;
}
