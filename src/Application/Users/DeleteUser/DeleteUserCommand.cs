using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.DeleteUser;

/// <summary>Deletes a user softly: what they wrote stays, they never sign in again.</summary>
/// <param name="ExpectedVersions">See <see cref="UserVersion"/>; null changes whatever there is.</param>
public sealed record DeleteUserCommand(Actor Actor, string UserId, IReadOnlyList<string>? ExpectedVersions = null) : IRequest<Result>, IAdminRequest
{
    public string? SubjectId => UserId;
}
