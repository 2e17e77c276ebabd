using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.SetPassword;

/// <summary>Gives a user a new password and ends all their sessions. The caller was authorized by the door.</summary>
public sealed record SetPasswordCommand(string? UserId, string? Password) : IRequest<Result>;
