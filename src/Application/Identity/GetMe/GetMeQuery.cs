using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.GetMe;

/// <summary>Whose token this is.</summary>
public sealed record GetMeQuery(Actor Actor) : IRequest<Result<UserDto>>;
