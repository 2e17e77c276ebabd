using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Identity.GetSecondFactor;

public sealed class GetSecondFactorHandler(ISecondFactorRepository factors, SignInRules rules) : IRequestHandler<GetSecondFactorQuery, Result<SecondFactorDto>>
{
    public async Task<Result<SecondFactorDto>> Handle(GetSecondFactorQuery request, CancellationToken cancellationToken)
    {
        var factor = await factors.FindAsync(request.Actor.UserId, cancellationToken);
        var isOn = factor is { IsConfirmed: true };
        return new SecondFactorDto(isOn, rules.DemandsSecondFactorOf(request.Actor.Role), isOn ? factor!.RecoveryHashes.Count : 0);
    }
}
