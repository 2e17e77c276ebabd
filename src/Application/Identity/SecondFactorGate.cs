using System.Globalization;
using LiveChat.Application.Abstractions;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;

namespace LiveChat.Application.Identity;

/// <summary>Looks at a code of a second factor and uses it up, inside a unit of work that has to be committed whatever comes of it.</summary>
public sealed class SecondFactorGate(IOneTimeCodes codes, TimeProvider clock)
{
    /// <summary>A code of the device or a recovery code.</summary>
    /// <param name="means">How the code was right; for the audit log.</param>
    /// <returns>Null when it was right.</returns>
    public Error? Refusal(SecondFactor factor, string code, out AuditFact means)
    {
        var now = clock.GetUtcNow();
        means = new AuditFact(AuditFactKind.ByCode);
        if (factor.IsBlockedAt(now))
            return IdentityErrors.SecondFactorBlocked;
        if (codes.StepOf(factor.SealedSecret, code, now) is { } step ? factor.TryUseStep(step) : TryRecover(factor, code, out means))
            return null;
        factor.Failed(now);
        return IdentityErrors.SecondFactorWrong;
    }

    private bool TryRecover(SecondFactor factor, string code, out AuditFact means)
    {
        var isRight = factor.TryUseRecoveryCode(codes.HashOf(code));
        means = new AuditFact(AuditFactKind.ByRecoveryCode, factor.RecoveryHashes.Count.ToString(CultureInfo.InvariantCulture));
        return isRight;
    }
}
