using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.DeleteUser;

/// <summary>Deletes a user softly: what they wrote stays, they never sign in again.</summary>
public sealed record DeleteUserCommand(Actor Actor, string UserId) : IRequest<Result>, IAdminRequest
{
    public string? SubjectId => UserId;
}
