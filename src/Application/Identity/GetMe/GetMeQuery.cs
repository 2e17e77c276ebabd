using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.GetMe;

/// <summary>The user to whom the token belongs.</summary>
public sealed record GetMeQuery(Actor Actor) : IRequest<Result<UserDto>>;
