using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.CreateUser;

/// <summary>Creates a user of any role.</summary>
/// <param name="Id">The id; one is generated if none is given.</param>
/// <param name="Password">The password; without one the user can't sign in by password.</param>
/// <param name="MustChangePassword">Whether the user has to choose another password at the first sign-in.</param>
/// <param name="AvatarAttachmentId">A picture that the actor uploaded, for the avatar; null leaves the avatar as it is.</param>
public sealed record CreateUserCommand(
    Actor Actor, string? Id, string? Username, string? Role, string? Password, string? Description, long? AvatarAttachmentId, bool MustChangePassword = false)
    : IRequest<Result<UserDto>>, IAdminRequest
{
    public string? Username { get; init; } = Username?.ToNormalForm();
}
