using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Identity.ExchangeToken;

public sealed class ExchangeTokenHandler(IUnitOfWork unitOfWork, IUserRepository users, NameGuard names, IHostTokens hostTokens, IUsedTokens usedTokens, SessionStarter sessions, Auditor auditor, TimeProvider clock)
    : IRequestHandler<ExchangeTokenCommand, Result<SessionDto>>
{
    private static readonly HostIdentityValidator Claims = new();

    public async Task<Result<SessionDto>> Handle(ExchangeTokenCommand request, CancellationToken cancellationToken)
    {
        var read = await hostTokens.ReadAsync(request.Token!);
        if (!read.IsSuccess)
            return await RefuseAsync(read.Error, null, new AuditFact(AuditFactKind.HostTokenInvalid), request.Client, cancellationToken);
        var identity = read.Value;
        if (Claims.Check(identity) is { } unfit)
            return unfit;
        var id = UserId.From(identity.Subject!);
        if (await CheckNameAsync(identity, id, cancellationToken) is { IsSuccess: false } imitating)
            return imitating.Error;
        var signedIn = await unitOfWork.ExecuteAsync(ct => SignInAsync(identity, id, request.Client, ct), cancellationToken);
        if (!signedIn.IsSuccess)
            return await RefuseAsync(signedIn.Error, id, new AuditFact(AuditFactKind.HostUserRefused, identity.Issuer), request.Client, cancellationToken);
        return signedIn;
    }

    private async Task<Result> CheckNameAsync(HostIdentity identity, UserId id, CancellationToken cancellationToken)
    {
        var user = await users.FindAsync(id, cancellationToken);
        var name = identity.Name ?? (user is null ? id.Value : null);
        if (name is null || name.TrimEnd() == user?.Username)
            return Result.Success();
        return await names.CheckAsync(id, name, user?.Role ?? RoleOf(identity), cancellationToken);
    }

    private static UserRole RoleOf(HostIdentity identity) => identity.Role is null ? UserRole.Buyer : WireNames<UserRole>.Parse(identity.Role);

    private async Task<Result<SessionDto>> SignInAsync(HostIdentity identity, UserId id, ClientInfo client, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (!await usedTokens.TryUseAsync(identity.Issuer, identity.TokenId, identity.ExpiresAt, now, cancellationToken))
            return IdentityErrors.HostTokenInvalid;
        // A host site can't create platform support or admins.
        var role = RoleOf(identity);
        if (role is not (UserRole.Buyer or UserRole.Merchant))
            return IdentityErrors.HostUserRefused;
        if (await users.FindAsync(id, cancellationToken) is not { } user)
        {
            user = User.Create(id, identity.Name ?? id.Value, role, now);
            users.Add(user);
        }

        if (!user.MayBeVouchedForBy(identity.Issuer))
            return IdentityErrors.HostUserRefused;
        user.VouchedForBy(identity.Issuer, identity.Name, identity.Avatar);
        return sessions.Start(user, client, new AuditFact(AuditFactKind.ByHost, identity.Issuer));
    }

    private async Task<Result<SessionDto>> RefuseAsync(Error error, UserId? id, AuditFact why, ClientInfo client, CancellationToken cancellationToken)
    {
        await unitOfWork.ExecuteAsync(
            _ =>
            {
                auditor.Record(null, client.Address, AuditAction.SignInFailed, id, why);
                return Task.FromResult(Result.Success());
            },
            cancellationToken);
        return error;
    }
}
