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
        UserRole? role = request.Role is null ? null : WireNames<UserRole>.Parse(request.Role);
        UserStatus? status = request.Status is null ? null : WireNames<UserStatus>.Parse(request.Status);
        var filter = new UserFilter(role, status, request.Search, request.Ids is null ? null : [.. request.SplitIds().Select(UserId.From)]);
        return await users.ListAsync(request.Actor, filter, Sort<UserColumn>.Parse(request.Sort), request.Paging, cancellationToken);
    }
}
