using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.Logout;

/// <summary>Ends the session of the actor's token.</summary>
public sealed record LogoutCommand(Actor Actor) : IRequest<Result>;
