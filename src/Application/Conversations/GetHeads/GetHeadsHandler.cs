using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.GetHeads;

public sealed class GetHeadsHandler(IConversationReader conversations) : IRequestHandler<GetHeadsQuery, Result<HeadsDto>>
{
    public async Task<Result<HeadsDto>> Handle(GetHeadsQuery request, CancellationToken cancellationToken) =>
        new HeadsDto(await conversations.HeadsAsync(request.Actor.UserId, cancellationToken));
}
