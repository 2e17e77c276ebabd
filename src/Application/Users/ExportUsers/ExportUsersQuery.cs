using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Users.ListUsers;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Users.ExportUsers;

/// <summary>Exports the whole list of users, for admins.</summary>
/// <param name="List">The query of the list, with its filters and order; its page is ignored.</param>
public sealed record ExportUsersQuery(ListUsersQuery List) : IRequest<Result<Export<UserDto>>>, IAdminRequest
{
    public Actor? Actor => List.Actor;
}
