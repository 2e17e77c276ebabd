namespace LiveChat.Application.Identity;

/// <summary>The user to whom the token belongs.</summary>
public sealed record GetMeQuery(Actor Actor) : IRequest<Result<UserDto>>, ISignedInRequest;

public sealed class GetMeHandler(IUserReader users) : IRequestHandler<GetMeQuery, Result<UserDto>>
{
    public async Task<Result<UserDto>> Handle(GetMeQuery request, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(request.Actor, request.Actor.UserId, cancellationToken);
        return user is null ? IdentityErrors.Unauthenticated : user;
    }
}
