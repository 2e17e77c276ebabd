using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Common;

/// <summary>
/// Refuses requests that only admins may make: with 403, or with 404 where the caller may not even see the user whom the request is about.
/// </summary>
public sealed class AdminBehavior<TRequest, TResponse>(IUserReader users) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IAdminRequest
    where TResponse : Result, IFailable<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request.Actor is not { IsAdmin: false } stranger)
            return await next();
        if (request.SubjectId is null)
            return TResponse.Fail(IdentityErrors.RoleNotAllowed);
        return UserId.TryParse(request.SubjectId, out var id) && await users.FindAsync(stranger, id, cancellationToken) is not null
            ? TResponse.Fail(IdentityErrors.RoleNotAllowed)
            : TResponse.Fail(UserErrors.NotFound);
    }
}
