using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.UpdateUser;

/// <summary>Changes a user. Another role ends their sessions, because their tokens carry the old one.</summary>
/// <param name="Description">The description; null leaves it as it is.</param>
/// <param name="AvatarAttachmentId">A picture that the actor uploaded, for the avatar; null leaves the avatar as it is.</param>
/// <param name="ExpectedVersions">The <see cref="UserVersion"/>s that the caller accepts (If-Match); null accepts any.</param>
public sealed record UpdateUserCommand(
    Actor Actor, string UserId, string? Username, string? Role, string? Description, long? AvatarAttachmentId, IReadOnlyList<string>? ExpectedVersions = null) : IRequest<Result<UserDto>>, IAdminRequest
{
    public string? Username { get; init; } = Username?.ToNormalForm();

    public string? SubjectId => UserId;
}
