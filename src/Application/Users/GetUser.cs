namespace LiveChat.Application.Users;

/// <summary>One user, if the actor may see them.</summary>
public sealed record GetUserQuery(Actor Actor, string UserId) : IRequest<Result<UserDto>>, ISignedInRequest;

public sealed class GetUserHandler(IUserReader users) : IRequestHandler<GetUserQuery, Result<UserDto>>
{
    public async Task<Result<UserDto>> Handle(GetUserQuery request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.UserId, out var id))
            return UserErrors.NotFound;
        var user = await users.FindAsync(request.Actor, id, cancellationToken);
        return user is null ? UserErrors.NotFound : user;
    }
}

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
