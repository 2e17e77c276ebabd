using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.CreateAdmin;

/// <summary>Makes an admin. Its door is the command line alone.</summary>
/// <param name="MustChangePassword">Whether the password is for one sign-in, at which the admin chooses another.</param>
public sealed record CreateAdminCommand(string? Id, string? Username, string? Password, bool MustChangePassword = false) : IRequest<Result<UserDto>>
{
    public string? Username { get; init; } = Username?.ToNormalForm();
}
