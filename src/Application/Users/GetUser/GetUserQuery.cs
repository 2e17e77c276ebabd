using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.GetUser;

/// <summary>One user, if the actor may see them.</summary>
public sealed record GetUserQuery(Actor Actor, string UserId) : IRequest<Result<UserDto>>;
