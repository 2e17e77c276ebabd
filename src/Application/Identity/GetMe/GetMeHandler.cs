using LiveChat.Application.Abstractions;
using LiveChat.Application.Users;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using MediatR;

namespace LiveChat.Application.Identity.GetMe;

public sealed class GetMeHandler(IUserReader users) : IRequestHandler<GetMeQuery, Result<UserDto>>
{
    public async Task<Result<UserDto>> Handle(GetMeQuery request, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(request.Actor, request.Actor.UserId, cancellationToken);
        return user is null ? IdentityErrors.Unauthenticated : user;
    }
}
