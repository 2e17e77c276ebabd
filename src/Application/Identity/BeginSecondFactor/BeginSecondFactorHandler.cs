using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using MediatR;

namespace LiveChat.Application.Identity.BeginSecondFactor;

public sealed class BeginSecondFactorHandler(IUnitOfWork unitOfWork, IUserRepository users, ISecondFactorRepository factors, IOneTimeCodes codes)
    : IRequestHandler<BeginSecondFactorCommand, Result<SecondFactorSecretDto>>
{
    public Task<Result<SecondFactorSecretDto>> Handle(BeginSecondFactorCommand request, CancellationToken cancellationToken)
    {
        var secret = codes.CreateSecret();
        return unitOfWork.ExecuteAsync<Result<SecondFactorSecretDto>>(
            async ct =>
            {
                if (await users.FindAsync(request.Actor.UserId, ct) is not { IsActive: true } user)
                    return IdentityErrors.Unauthenticated;
                var factor = await factors.FindAsync(user.Id, ct);
                if (factor is { IsConfirmed: true })
                    return IdentityErrors.SecondFactorExists;
                if (factor is null)
                    factors.Add(SecondFactor.Begin(user.Id, secret.Sealed));
                else
                    factor.BeginAnew(secret.Sealed);
                return new SecondFactorSecretDto(secret.Shown, codes.UrlOf(user.Username, secret.Shown));
            },
            cancellationToken);
    }
}
