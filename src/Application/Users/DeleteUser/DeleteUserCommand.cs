using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.DeleteUser;

/// <summary>Deletes a user softly: their messages stay, and they never sign in again.</summary>
/// <param name="ExpectedVersions">The <see cref="UserVersion"/>s that the caller accepts (If-Match); null accepts any.</param>
public sealed record DeleteUserCommand(Actor Actor, string UserId, IReadOnlyList<string>? ExpectedVersions = null) : IRequest<Result>, IAdminRequest
{
    public string? SubjectId => UserId;
}
