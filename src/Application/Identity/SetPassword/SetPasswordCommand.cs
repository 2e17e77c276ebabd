using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.SetPassword;

/// <summary>Gives a user a new password and ends all their sessions.</summary>
/// <param name="Actor">Null for the command line.</param>
public sealed record SetPasswordCommand(Actor? Actor, string? UserId, string? Password) : IRequest<Result>, IAdminRequest
{
    public string? SubjectId => UserId;
}
