using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Users.ListUsers;

public sealed class ListUsersHandler(IUserReader users) : IRequestHandler<ListUsersQuery, Result<ListResult<UserDto>>>
{
    public async Task<Result<ListResult<UserDto>>> Handle(ListUsersQuery request, CancellationToken cancellationToken)
    {
        return await users.ListAsync(request.Actor, request.ToFilter(), Sort<UserColumn>.Parse(request.Sort), request.Paging, cancellationToken);
    }
}
