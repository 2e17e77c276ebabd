using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.CreateUser;

/// <summary>Makes a user of any role.</summary>
/// <param name="Id">One is generated where none is given.</param>
/// <param name="Password">Without one the user can't sign in by password.</param>
/// <param name="MustChangePassword">Whether the password is for one sign-in, at which the user chooses another.</param>
/// <param name="AvatarAttachmentId">A picture that the actor uploaded; null leaves the avatar as it is.</param>
public sealed record CreateUserCommand(
    Actor Actor, string? Id, string? Username, string? Role, string? Password, string? Description, long? AvatarAttachmentId, bool MustChangePassword = false)
    : IRequest<Result<UserDto>>, IAdminRequest
{
    public string? Username { get; init; } = Username?.ToNormalForm();
}
