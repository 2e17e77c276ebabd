using System.ComponentModel.DataAnnotations;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.EnsureUsers;

/// <summary>
/// Creates the given users that are missing and leaves the others as they are. The endpoint authorizes the caller: an admin, or the host
/// site's key.
/// </summary>
/// <param name="Users">1 to 100.</param>
/// <param name="Actor">Null for the host site's key.</param>
/// <param name="Address">The IP address of the call, for the audit log.</param>
public sealed record EnsureUsersCommand(IReadOnlyList<EnsuredUser>? Users, Actor? Actor = null, string? Address = null) : IRequest<Result<ListResult<UserDto>>>;

/// <param name="Role">buyer, merchant or platform; admins can't be created this way.</param>
/// <param name="Username">The name; without one it is made of role and id.</param>
/// <param name="Avatar">An https URL; without one the initial of the name is drawn. It is stored and never fetched by the server.</param>
public sealed record EnsuredUser([property: Required] string? Id, [property: Required] string? Role, string? Username, string? Avatar, string? Description)
{
    public string? Username { get; init; } = Username?.ToNormalForm();
}
