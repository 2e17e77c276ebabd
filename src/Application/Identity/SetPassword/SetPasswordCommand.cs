using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.SetPassword;

/// <summary>Gives a user a new password and ends all their sessions.</summary>
/// <param name="Actor">Null for the command line.</param>
/// <param name="ExpectedVersions">The <see cref="UserVersion"/>s that the caller accepts (If-Match); null accepts any.</param>
/// <param name="MustChange">Whether the user has to choose another password at the first sign-in.</param>
public sealed record SetPasswordCommand(Actor? Actor, string? UserId, string? Password, bool MustChange = false, IReadOnlyList<string>? ExpectedVersions = null) : IRequest<Result>, IAdminRequest
{
    public string? SubjectId => UserId;
}
