using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.SetUserStatus;

/// <summary>Enables or disables a user. Disabling ends their sessions.</summary>
/// <param name="Status">active or disabled.</param>
/// <param name="ExpectedVersions">The <see cref="UserVersion"/>s that the caller accepts (If-Match); null accepts any.</param>
public sealed record SetUserStatusCommand(Actor Actor, string UserId, string? Status, IReadOnlyList<string>? ExpectedVersions = null) : IRequest<Result<UserDto>>, IAdminRequest
{
    public string? SubjectId => UserId;
}
