using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.CreateAdmin;

/// <summary>Creates an admin. Only the command line can do it.</summary>
/// <param name="MustChangePassword">Whether the admin has to choose another password at the first sign-in.</param>
public sealed record CreateAdminCommand(string? Id, string? Username, string? Password, bool MustChangePassword = false) : IRequest<Result<UserDto>>
{
    public string? Username { get; init; } = Username?.ToNormalForm();
}
