using System.Globalization;
using LiveChat.Application.Abstractions;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;

namespace LiveChat.Application.Identity;

/// <summary>
/// Checks a code of a second factor and uses it up, inside a unit of work that must be committed even when the code is wrong.
/// </summary>
public sealed class SecondFactorGate(IOneTimeCodes codes, TimeProvider clock)
{
    /// <summary>A code of the device or a recovery code.</summary>
    /// <param name="means">Which kind of code was accepted; for the audit log.</param>
    /// <returns>The refusal; null when the code was right.</returns>
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
