using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.ChangePassword;

/// <summary>Changes the actor's own password and ends their other sessions.</summary>
public sealed record ChangePasswordCommand(Actor Actor, string? CurrentPassword, string? NewPassword) : IRequest<Result>;
