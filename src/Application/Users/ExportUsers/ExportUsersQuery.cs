using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Users.ListUsers;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.ExportUsers;

/// <summary>The list of users, all of it in its order, for admins.</summary>
/// <param name="List">What can be listed can be exported; the page is not looked at.</param>
public sealed record ExportUsersQuery(ListUsersQuery List) : IRequest<Result<Export<UserDto>>>, IAdminRequest
{
    public Actor? Actor => List.Actor;
}
